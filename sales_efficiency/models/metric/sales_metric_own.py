import logging
from ast import literal_eval
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

#: Days the preview of a metric looks back.
PREVIEW_DAYS = 30


class SalesMetric(models.Model):
    """A metric of the user's own: any model, a domain, and which field says what."""

    _inherit = "sales.metric"

    model_id = fields.Many2one(
        comodel_name="ir.model",
        string="Records",
        ondelete="cascade",
        domain="[('transient', '=', False), ('abstract', '=', False)]",
        help="What is counted.",
    )
    model_name = fields.Char(related="model_id.model")
    domain = fields.Char(default="[]", help="Which of the records count.")
    date_field_id = fields.Many2one(
        comodel_name="ir.model.fields",
        string="Day",
        ondelete="cascade",
        domain="[('model_id', '=', model_id), ('store', '=', True),"
        " ('ttype', 'in', ('date', 'datetime'))]",
        help="The day a record counts on.",
    )
    user_field_id = fields.Many2one(
        comodel_name="ir.model.fields",
        string="Salesperson",
        ondelete="cascade",
        domain="[('model_id', '=', model_id), ('store', '=', True),"
        " ('ttype', '=', 'many2one'), ('relation', '=', 'res.users')]",
        help="Whose work a record is.",
    )
    team_field_id = fields.Many2one(
        comodel_name="ir.model.fields",
        string="Team",
        ondelete="cascade",
        domain="[('model_id', '=', model_id), ('store', '=', True),"
        " ('ttype', '=', 'many2one'), ('relation', '=', 'crm.team')]",
        help="Empty: the salesperson's team.",
    )
    partner_field_id = fields.Many2one(
        comodel_name="ir.model.fields",
        string="Client",
        ondelete="cascade",
        domain="[('model_id', '=', model_id), ('store', '=', True),"
        " ('ttype', '=', 'many2one'), ('relation', '=', 'res.partner')]",
    )
    measure_field_id = fields.Many2one(
        comodel_name="ir.model.fields",
        string="Amount",
        ondelete="cascade",
        domain="[('model_id', '=', model_id), ('store', '=', True),"
        " ('ttype', 'in', ('integer', 'float', 'monetary'))]",
        help="What is summed up; money is converted at the rate of its day.",
    )
    preview = fields.Json(compute="_compute_preview")
    preview_error = fields.Char(compute="_compute_preview")

    _kind_model = models.Constraint(
        "CHECK(kind != 'model' OR (model_id IS NOT NULL AND date_field_id IS NOT NULL "
        "AND user_field_id IS NOT NULL))",
        "A metric on any records needs to know which records, their day and their "
        "salesperson: fill in all three.",
    )
    _kind_model_measure = models.Constraint(
        "CHECK(kind != 'model' OR measure != 'amount' OR measure_field_id IS NOT NULL)",
        "A sum needs an amount to sum up: choose the field, or count the records.",
    )

    @api.onchange("model_id")
    def _onchange_model_id(self):
        self.domain = "[]"
        self.date_field_id = self.user_field_id = self.team_field_id = False
        self.partner_field_id = self.measure_field_id = False

    @api.constrains(
        "kind",
        "model_id",
        "domain",
        "date_field_id",
        "user_field_id",
        "team_field_id",
        "partner_field_id",
        "measure_field_id",
    )
    def _check_own(self):
        for metric in self.filtered(lambda metric: metric.kind == "model"):
            metric._check_own_fields()
            try:
                metric._read_preview()
            except UserError:
                raise
            except Exception as error:
                raise ValidationError(metric._get_domain_message(error)) from error

    def _get_domain_message(self, error):
        return self.env._(
            "The domain of metric %(metric)s does not work on %(model)s: %(reason)s",
            metric=self.name,
            model=self.model_id.name,
            reason=str(error).strip() or type(error).__name__,
        )

    def _check_own_fields(self):
        """Refuse fields that are not the model's, not stored or of the wrong type."""
        expected = {
            "date_field_id": (("date", "datetime"), None),
            "user_field_id": (("many2one",), "res.users"),
            "team_field_id": (("many2one",), "crm.team"),
            "partner_field_id": (("many2one",), "res.partner"),
            "measure_field_id": (("integer", "float", "monetary"), None),
        }
        for name, (types, relation) in expected.items():
            field = self[name].sudo()
            if not field:
                continue
            if (
                field.model_id != self.model_id
                or not field.store
                or field.ttype not in types
                or (relation and field.relation != relation)
            ):
                raise ValidationError(
                    self.env._(
                        "%(field)s cannot serve as %(role)s of metric %(metric)s: choose a "
                        "stored field of %(model)s of type %(types)s.",
                        field=field.field_description,
                        role=self._fields[name].get_description(self.env)["string"],
                        metric=self.name,
                        model=self.model_id.name,
                        types=relation or ", ".join(types),
                    )
                )

    def _get_own_domain(self):
        """Return the domain of the metric.

        Plain values only: a domain that depended on who looks would show everybody
        another number. ``Domain`` itself knows relative days such as ``today -7d``.

        :raise ValueError: when it is not a domain
        """
        return Domain(literal_eval(self.domain or "[]"))

    def _get_own_query(self):
        """Return SQL with the columns id, moment, user, team, company, partner, measure
        and currency of the user's records, ``None`` if the metric broke.
        """
        try:
            return self._build_own_query()
        except (ValueError, KeyError, SyntaxError, UserError) as error:
            _logger.warning("Sales metric %s cannot be counted: %s", self.code, error)
            return None

    def _build_own_query(self):
        model = self.env[self.model_name].with_context(active_test=True)
        query = model._search(self._get_own_domain(), bypass_access=True)

        def column(name, sql_type, alias):
            value = (
                model._field_to_sql(query.table, name, query)
                if name and name in model._fields and model._fields[name].store
                else SQL("NULL")
            )
            return SQL("%s::%s AS %s", value, sql_type, SQL.identifier(alias))

        measure = self.measure_field_id.name
        when = SQL("date" if self.date_field_id.ttype == "date" else "timestamp")
        return query.select(
            column("id", SQL("integer"), "id"),
            column(self.date_field_id.name, when, "moment"),
            column(self.user_field_id.name, SQL("integer"), "user_id"),
            column(self.team_field_id.name, SQL("integer"), "team_id"),
            column("company_id", SQL("integer"), "company_id"),
            column(self.partner_field_id.name, SQL("integer"), "partner_id"),
            column(measure, SQL("numeric"), "measure"),
            column(
                self._get_currency_field(model, measure), SQL("integer"), "currency_id"
            ),
        )

    def _get_currency_field(self, model, measure):
        """Return the name of the field that tells the currency of the measure, if any."""
        field = model._fields.get(measure) if measure else None
        return (
            field.get_currency_field(model)
            if field and field.type == "monetary"
            else None
        )

    # ------------------------------------------------------------
    # PREVIEW
    # ------------------------------------------------------------

    @api.depends(
        "kind",
        "model_id",
        "domain",
        "date_field_id",
        "user_field_id",
        "measure_field_id",
        "measure",
    )
    def _compute_preview(self):
        for metric in self:
            metric.preview = False
            metric.preview_error = False
            ready = metric.model_id and metric.date_field_id and metric.user_field_id
            if metric.kind != "model" or not ready:
                continue
            try:
                metric._check_own_fields()
                metric.preview = metric._read_preview()
            except UserError as error:
                metric.preview_error = str(error)
            except Exception as error:  # noqa: BLE001 whatever the domain makes go wrong
                metric.preview_error = metric._get_domain_message(error)

    def _read_preview(self):
        """Count the last days straight on the model, before anything is saved.

        :return: dict with the number of records, their sum, and both by day and by
            person
        """
        today = fields.Date.context_today(self)
        date_field, user_field = self.date_field_id.name, self.user_field_id.name
        measure = self.measure_field_id.name
        if self.measure != "amount" or not measure:
            measure = None
        model = self.env[self.model_name].sudo()
        domain = (
            self._get_own_domain()
            & Domain(date_field, ">=", today - timedelta(days=PREVIEW_DAYS - 1))
            & Domain(date_field, "<", today + timedelta(days=1))
        )
        with self.env.cr.savepoint(flush=False):
            rows = model._read_group(
                domain,
                [f"{date_field}:day", user_field],
                ["__count", *([f"{measure}:sum"] if measure else [])],
            )
        days, people = {}, {}
        for day, user, *figures in rows:
            value = figures[-1] or 0
            days[str(day)[:10]] = days.get(str(day)[:10], 0) + value
            people[user.name or ""] = people.get(user.name or "", 0) + value
        return {
            "days": sorted(days.items()),
            "people": sorted(people.items(), key=lambda item: -item[1])[:10],
            "count": sum(row[2] for row in rows),
            "value": sum(days.values()),
        }
