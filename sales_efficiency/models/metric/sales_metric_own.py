import logging
from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

#: Fields without which nothing can be counted.
NEEDED_FIELDS = ("model_id", "date_field_id", "user_field_id")


class SalesMetric(models.Model):
    """A metric of the user's own: any model, a domain, and which field says what."""

    _inherit = "sales.metric"

    model_id = fields.Many2one(
        comodel_name="ir.model",
        string="Records",
        ondelete="set null",
        domain="[('transient', '=', False), ('abstract', '=', False)]",
        help="What is counted.",
    )
    model_name = fields.Char(related="model_id.model")
    domain = fields.Char(default="[]", help="Which of the records count.")
    date_field_id = fields.Many2one(
        comodel_name="ir.model.fields",
        string="Day",
        ondelete="set null",
        domain="[('model_id', '=', model_id), ('store', '=', True),"
        " ('ttype', 'in', ('date', 'datetime'))]",
        help="The day a record counts on.",
    )
    user_field_id = fields.Many2one(
        comodel_name="ir.model.fields",
        string="Salesperson",
        ondelete="set null",
        domain="[('model_id', '=', model_id), ('store', '=', True),"
        " ('ttype', '=', 'many2one'), ('relation', '=', 'res.users')]",
        help="Whose work a record is.",
    )
    team_field_id = fields.Many2one(
        comodel_name="ir.model.fields",
        string="Team",
        ondelete="set null",
        domain="[('model_id', '=', model_id), ('store', '=', True),"
        " ('ttype', '=', 'many2one'), ('relation', '=', 'crm.team')]",
        help="Empty: the salesperson's team.",
    )
    partner_field_id = fields.Many2one(
        comodel_name="ir.model.fields",
        string="Client",
        ondelete="set null",
        domain="[('model_id', '=', model_id), ('store', '=', True),"
        " ('ttype', '=', 'many2one'), ('relation', '=', 'res.partner')]",
    )
    measure_field_id = fields.Many2one(
        comodel_name="ir.model.fields",
        string="Amount",
        ondelete="set null",
        domain="[('model_id', '=', model_id), ('store', '=', True),"
        " ('ttype', 'in', ('integer', 'float', 'monetary'))]",
        help="What is summed up; money is converted at the rate of its day.",
    )
    is_broken = fields.Boolean(
        compute="_compute_is_broken",
        help="What it counts is gone, with an addon or a field that was removed.",
    )

    @api.depends("kind", "measure", "measure_field_id", *NEEDED_FIELDS)
    def _compute_is_broken(self):
        for metric in self:
            metric.is_broken = bool(
                metric._origin.id
                and metric.kind == "model"
                and metric.sudo()._get_missing_fields()
            )

    def _get_missing_fields(self):
        """Return the names of the fields that the metric lacks to be counted.

        Fields of other addons go when the addon goes; the metric stays, with what
        was planned by it, and says so.
        """
        needed = list(NEEDED_FIELDS)
        if self.measure == "amount":
            needed.append("measure_field_id")
        if self.measure == "client" or self.client_kind != "any":
            needed.append("partner_field_id")
        missing = [name for name in needed if not self[name]]
        if self.model_name and self.model_name not in self.env:
            missing.append("model_id")
        return missing

    @api.onchange("model_id")
    def _onchange_model_id(self):
        self.domain = "[]"
        self.date_field_id = self.user_field_id = self.team_field_id = False
        self.partner_field_id = self.measure_field_id = False

    @api.onchange("measure_field_id")
    def _onchange_measure_field_id(self):
        if self.measure_field_id.ttype == "monetary":
            self.unit = "money"

    # ------------------------------------------------------------
    # CONSTRAINTS
    # ------------------------------------------------------------

    @api.constrains(
        "kind",
        "measure",
        "client_kind",
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
            metric._check_own_complete()
            metric._check_own_fields()
            metric._check_own_domain()
            metric._check_own_access()
            try:
                metric._read_preview()
            except UserError:
                raise
            except Exception as error:
                raise ValidationError(metric._get_domain_message(error)) from error

    def _check_own_complete(self):
        missing = self._get_missing_fields()
        if missing:
            raise ValidationError(
                self.env._(
                    "%(metric)s cannot be counted yet. Please fill in: %(fields)s.",
                    metric=self.name or self.env._("The metric"),
                    fields=", ".join(
                        self._fields[name].get_description(self.env, ["string"])[
                            "string"
                        ]
                        for name in missing
                    ),
                )
            )

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

    # ------------------------------------------------------------
    # COUNTING
    # ------------------------------------------------------------

    def _get_own_domain(self):
        """Return the domain of the metric.

        Plain values only: a domain that depended on who looks would show everybody
        another number. ``Domain`` itself knows relative days such as ``today -7d``.

        :raise ValueError: when it is not a domain
        """
        try:
            value = literal_eval((self.domain or "[]").strip())
        except (ValueError, SyntaxError, TypeError) as error:
            raise ValueError(
                self.env._(
                    "it may hold fields and plain values only, such as 'today -7d', no "
                    "names or code such as uid"
                )
            ) from error
        return Domain(value)

    def _get_own_model(self):
        """Return the model whose records are counted, the same whoever looks."""
        company = self.company_id or self.env.company
        return (
            self.env[self.model_name]
            .sudo()
            .with_context(
                active_test=True,
                lang=None,
                tz=company.sudo()._get_sales_calendar().tz,
            )
        )

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
        if missing := self._get_missing_fields():
            raise ValueError(", ".join(missing))
        model = self._get_own_model()
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
