import logging

from odoo import api, models, tools
from odoo.exceptions import UserError
from odoo.fields import Domain

_logger = logging.getLogger(__name__)

#: Fields of a metric that say which field of a record does what for it.
ROLES = (
    "date_field_id",
    "user_field_id",
    "team_field_id",
    "partner_field_id",
    "measure_field_id",
)


class SalesMetric(models.Model):
    """Metrics of the user's own: boards hear when a record changes that they count."""

    _name = "sales.metric"
    _inherit = ["sales.metric", "sales.kept.mixin"]

    # ------------------------------------------------------------
    # WHAT IS WATCHED
    # ------------------------------------------------------------

    @api.model
    @tools.ormcache()
    def _get_watched(self):
        """Return whose changes matter to whom: kept, as every write asks for it.

        :return: ``{model: ((metric id, deciding fields, other fields), ...)}``; deciding
            are those that make a record count or not
        """
        watched = {}
        metrics = (
            self.sudo()
            .with_context(active_test=True, lang=None)
            .search([("kind", "=", "model")])
        )
        for metric in metrics:
            try:
                metric._build_own_query()
                watcher = (metric.id, *metric._get_watched_fields())
            except (ValueError, KeyError, SyntaxError, UserError):
                # It broke: counting it says so.
                continue
            watched.setdefault(metric.model_name, []).append(watcher)
        return {model: tuple(watchers) for model, watchers in watched.items()}

    def _get_watched_fields(self):
        """Return the fields of the record itself that decide, and the other ones.

        What is behind them, such as the country of a record's client, is not watched.
        """
        model = self._get_own_model()
        names = {
            condition.field_expr.split(".")[0]
            for condition in self._get_own_domain().iter_conditions()
        }
        deciding = {
            (model._fields[name].related or name).split(".")[0]
            if not model._fields[name].store
            else name
            for name in names
        }
        if model._active_name:
            deciding.add(model._active_name)
        others = {self[role].name for role in ROLES} | {"company_id"}
        return frozenset(deciding), frozenset(others - {False})

    # ------------------------------------------------------------
    # WHOSE BOARDS
    # ------------------------------------------------------------

    def _get_live_companies(self, checked, sure):
        """Return the companies whose boards count these records.

        :param checked: ids that matter if the metric counts them
        :param sure: ids that matter in any case
        """
        self.ensure_one()
        model = self._get_own_model().with_context(active_test=False)
        owners = [self.user_field_id.name]
        field = model._fields.get("company_id")
        if field and field.store and field.comodel_name == "res.company":
            owners.insert(0, "company_id")
        try:
            groups = model._read_group(
                (Domain("id", "in", list(checked)) & self._get_own_domain())
                | Domain("id", "in", list(sure)),
                owners,
            )
        except (ValueError, KeyError, UserError) as error:
            # Whoever saved the record has nothing to do with it.
            _logger.warning("Sales metric %s cannot be watched: %s", self.code, error)
            groups = []
        companies = self.env["res.company"]
        for group in groups:
            owner = next((record for record in group if record), companies)
            is_company = owner._name == "res.company"
            companies |= owner if is_company else owner.sudo().company_id
        return companies
