from odoo import fields, models


class MailingChainParticipant(models.Model):
    _inherit = "mailing.chain.participant"

    def _get_records(self):
        """Return ``{participant: record}``; an empty record where it was deleted."""
        found = {}
        for model, participants in self.grouped("res_model").items():
            there = self.env[model].browse(participants.mapped("res_id")).exists()
            by_id = {record.id: record for record in there}
            for participant in participants:
                found[participant] = by_id.get(participant.res_id, self.env[model])
        return found

    def _wake(self, reason=None):
        """Look at these participants as soon as may be, whatever they wait for.

        For events that a branch may wait for or that are an exit: a letter was opened,
        a reply came, a deal was won. Cheap enough for a request: one UPDATE.

        :param reason: a value of ``left_reason`` that is looked at first, if any
        """
        running = self.filtered(lambda one: one.state == "running")
        if running:
            running.sudo().wake_at = fields.Datetime.now()
            self.env.ref("sales_efficiency_mailing.ir_cron_chain_advance")._trigger()

    def _leave(self, reason, now=None):
        """Take participants out of their chain before its end.

        :param reason: a value of ``left_reason``
        """
        self.filtered(lambda one: one.state in ("running", "held")).sudo().write(
            {
                "state": "left",
                "left_reason": reason,
                "left_at": now or fields.Datetime.now(),
                "wake_at": False,
                "limit_at": False,
                "held_reason": False,
            }
        )

    def _hold(self, reason):
        """Keep participants where they are until what is wrong is mended.

        :param reason: a translated sentence
        """
        self.sudo().write({"state": "held", "held_reason": reason, "wake_at": False})

    def _cron_advance(self):
        """Do what is due for the participants of all running chains."""
