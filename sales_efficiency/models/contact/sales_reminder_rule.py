from odoo import fields, models
from odoo.tools import SQL


class SalesReminderRule(models.Model):
    """Reminds of current clients with whom nobody has had contact for long."""

    _inherit = "sales.reminder.rule"

    kind = fields.Selection(
        selection_add=[("forgotten", "Clients out of touch")],
        ondelete={"forgotten": "cascade"},
    )

    def _get_forgotten_source(self):
        """Clients out of touch, by what was noted of them today."""
        return SQL(
            """
            SELECT client.id AS key, 'res.partner' AS res_model, client.id AS res_id,
                   'contact:' || to_char(
                       client.sales_last_contact_at, 'YYYY-MM-DD HH24:MI:SS') AS cause,
                   seller.id AS user_id,
                   COALESCE(seller.sale_team_id, latest.team_id) AS team_id,
                   home.id AS company_id, client.id AS partner_id,
                   client.sales_last_contact_at AS since, NULL::date AS day,
                   home.sales_contact_days AS stage_days
              FROM res_partner client %(owner)s
             WHERE client.active AND client.sales_first_order_id IS NOT NULL
               AND client.sales_last_contact_at
                   < %(now)s::timestamp - home.sales_contact_days * interval '1 day'
               AND %(place)s AND NOT %(cared)s
            """,
            owner=self.env["res.partner"]._get_owner_join(),
            now=fields.Datetime.now(),
            place=self._get_place_sql(
                "COALESCE(seller.sale_team_id, latest.team_id)", "home.id"
            ),
            cared=self._get_cared_for_sql(),
        )

    def _get_cared_for_sql(self):
        """Return the condition that something else cares for the ``client`` of the company
        ``home`` meanwhile; to be extended.
        """
        return SQL("FALSE")

    def _find_present_causes(self, records):
        """Look again when there was contact last: it may have been an hour ago."""
        if self.kind == "forgotten":
            ids = list(records.get("res.partner", ()))
            self.env["res.partner"].browse(ids)._update_last_contact()
        return super()._find_present_causes(records)

    def _remind_of(self, causes, counts):
        """Remind of those clients only that are out of touch at this very moment."""
        if self.kind == "forgotten":
            ids = [cause.res_id for cause in causes]
            causes = self._find_present_causes({"res.partner": ids})
        return super()._remind_of(causes, counts)

    def _get_note(self, cause, user, names):
        if self.kind != "forgotten":
            return super()._get_note(cause, user, names)
        return self.env._(
            "There has been no contact with %(client)s since %(moment)s.",
            client=names.get(("client", cause.partner_id)) or self.env._("The client"),
            moment=self._format_moment(cause.since, user),
        )
