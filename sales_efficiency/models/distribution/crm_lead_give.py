from odoo import models

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
        untold = self.with_context(tracking_disable=True)
        for vals, ids in together.items():
            untold.browse(ids).write(dict(vals))
        self._keep_history(before)
        self._subscribe_salespeople(before)

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

    def _subscribe_salespeople(self, before):
        """Let new salespeople follow their leads; nobody is written to."""
        moved = self.filtered(lambda lead: lead.user_id != before[lead]["user_id"])
        followers = self.env["mail.followers"].sudo()
        for user, leads in moved.grouped("user_id").items():
            if user:
                followers._insert_followers(self._name, leads.ids, user.partner_id.ids)
