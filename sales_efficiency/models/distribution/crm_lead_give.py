from odoo import models
from odoo.tools import SQL

#: What the chatter keeps of a lead that is given to somebody.
TRACKED = ("user_id", "team_id")


class CrmLead(models.Model):
    """Many leads change hands at once, each with its history in the chatter.

    Written one by one as somebody would do it, each lead costs some twenty queries:
    here they are written together, and so are their histories.
    """

    _inherit = "crm.lead"

    def _apply(self, decisions):
        """Write decisions on these leads.

        :param decisions: of ``sales.lead.desk``, one for each lead
        """
        before = {lead: {name: lead[name] for name in TRACKED} for lead in self}
        together = {}
        for lead, decision in zip(self, decisions, strict=True):
            vals = self._prepare_given(decision)
            together.setdefault(tuple(vals.items()), []).append(lead.id)
        untold = self.with_context(tracking_disable=True, sales_move_logged=True)
        # Each write asks which companies its salesperson is in: they are read at once.
        receivers = {one.user_id: None for one in decisions if one.user_id}
        untold.env["res.users"].browse(receivers).fetch(["company_ids"])
        for vals, ids in together.items():
            untold.browse(ids).write(dict(vals))
        self._keep_history(before)
        moved = self.filtered(lambda lead: lead.user_id != before[lead]["user_id"])
        moved._follow_together()

    def write(self, vals):
        """Log who gets a lead by hand, as those that rules give away are logged.

        ``sales_move_reason`` in the context says why, see ``sales.lead.assignment``.
        """
        if "user_id" not in vals or self.env.context.get("sales_move_logged"):
            return super().write(vals)
        before = {lead.id: lead.user_id.id for lead in self}
        done = super().write(vals)
        self.env["sales.lead.assignment"].sudo().create(
            [
                {
                    "lead_id": lead.id,
                    "user_id": lead.user_id.id,
                    "previous_user_id": before[lead.id],
                    "team_id": lead.team_id.id,
                    "company_id": lead._get_sales_company().id,
                    "reason": self.env.context.get("sales_move_reason", "manual"),
                    "way": "hand",
                    "probability": lead.probability,
                    "expected_revenue": lead.expected_revenue,
                    "candidates": [],
                }
                for lead in self
                if lead.user_id.id != before[lead.id]
            ]
        )
        return done

    def _keep_history(self, before):
        """Log whose these leads were and whose they are now, as tracking would.

        :param before: ``{lead: {field: value}}``
        """
        columns = self.fields_get(TRACKED, attributes=("string", "type"))
        tracking = self.env["mail.tracking.value"].sudo()
        changes = {}
        for lead, values in before.items():
            rows = [
                tracking._create_tracking_values(
                    old, lead[name], name, columns[name], lead
                )
                for name, old in values.items()
                if old != lead[name]
            ]
            if rows:
                changes[lead.id] = rows
        changed = self.browse(changes)
        messages = changed._message_log_batch(dict.fromkeys(changes, ""))
        tracking.create(
            [
                row | {"mail_message_id": message.id}
                for message in messages
                for row in changes[message.res_id]
            ]
        )

    def _message_auto_subscribe(self, *args, **kwargs):
        """Leave it to :meth:`_follow_together` where leads are given out."""
        if self.env.context.get("sales_created_together") is not None:
            return True
        return super()._message_auto_subscribe(*args, **kwargs)

    def _follow_together(self, are_new=False):
        """Let salespeople follow the leads they got, as if each had been given alone.

        As with crm's own assignment they are told by their list, not by letters.

        :param are_new: whether nobody but their creator can follow them yet
        """
        subtypes, _internal, _external = self.env[
            "mail.message.subtype"
        ].default_subtypes(self._name)
        creator = self.env.user.partner_id if are_new else self.env["res.partner"]
        pairs = [
            (lead.id, partner.id)
            for lead in self.sudo()
            for partner in [lead.user_id.partner_id]
            if partner and partner != creator
        ]
        if not pairs:
            return
        # Two that decide at once may want the same: what is there already stays.
        self.env.cr.execute(
            SQL(
                """
                WITH added AS (
                    INSERT INTO mail_followers (res_model, res_id, partner_id)
                    VALUES %s ON CONFLICT DO NOTHING RETURNING id
                )
                INSERT INTO mail_followers_mail_message_subtype_rel
                            (mail_followers_id, mail_message_subtype_id)
                SELECT added.id, subtype.id FROM added CROSS JOIN UNNEST(%s) subtype (id)
                """,
                SQL(", ").join(SQL("%s", (self._name, *pair)) for pair in pairs),
                subtypes.ids,
            )
        )
        self.invalidate_recordset(
            ["message_follower_ids", "message_partner_ids"], flush=False
        )
