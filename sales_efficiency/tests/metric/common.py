from odoo.exceptions import ValidationError

from ..common import SalesEfficiencyCommon


class MetricCommon(SalesEfficiencyCommon):
    """Metrics on leads, made by ada."""

    @classmethod
    def _field(cls, model, name):
        return cls.env["ir.model.fields"]._get(model, name)

    @classmethod
    def _values(cls, model="crm.lead", date="create_date", user="user_id", **values):
        """Return what a metric on ``model`` needs; fields by name."""
        named = {
            "team": "team_field_id",
            "partner": "partner_field_id",
            "amount": "measure_field_id",
        }
        found = {
            field: cls._field(model, values.pop(role)).id
            for role, field in named.items()
            if role in values
        }
        return {
            "name": "Leads",
            "code": "leads",
            "kind": "model",
            "model_id": cls.env["ir.model"]._get_id(model),
            "date_field_id": cls._field(model, date).id,
            "user_field_id": cls._field(model, user).id,
            **found,
            **values,
        }

    @classmethod
    def _create_metric(cls, *args, author=None, **values):
        """Create a metric as ``author`` does through RPC, ada by default."""
        return (
            cls.env["sales.metric"]
            .with_user(author or cls.ada)
            .create(cls._values(*args, **values))
        )

    def _assert_refused(self, message, call):
        """Check that ``call()`` is refused with this reason, and undo it."""
        with self.assertRaises(ValidationError) as caught:
            call()
        self.assertRegex(str(caught.exception), message)

    @classmethod
    def _create_lead(cls, moment, user=None, revenue=0, **values):
        lead = cls.env["crm.lead"].create(
            {
                "name": "Deal",
                "type": "opportunity",
                "partner_id": cls.prospect.id,
                "user_id": (user or cls.anna).id,
                "team_id": (user or cls.anna).sale_team_id.id,
                "company_id": cls.company.id,
                "expected_revenue": revenue,
                **values,
            }
        )
        lead.date_open = moment
        return lead
