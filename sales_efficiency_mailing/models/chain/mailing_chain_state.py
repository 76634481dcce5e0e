from odoo import api, fields, models
from odoo.exceptions import UserError


class MailingChain(models.Model):
    """Starting, pausing, editing, publishing."""

    _inherit = "mailing.chain"

    def action_start(self):
        """Put what is drawn into force and let clients in."""
        for chain in self:
            if not chain.version_id:
                chain.draft_version_id._publish()
            chain.write({"state": "running", "paused_at": False})
            if not chain.started_on:
                chain.started_on = fields.Date.context_today(chain)

    def action_pause(self):
        """Do nothing for anybody until the chain is resumed."""
        running = self.filtered(lambda chain: chain.state == "running")
        running.write({"state": "paused", "paused_at": fields.Datetime.now()})

    def action_resume(self):
        """Go on; what is overdue goes by the rule of the chain."""
        now = fields.Datetime.now()
        for chain in self.filtered(lambda chain: chain.state == "paused"):
            chain._take_up(chain.paused_at or now, now)
            chain.write({"state": "running", "paused_at": False})
        self.env.ref("sales_efficiency_mailing.ir_cron_chain_advance")._trigger()

    def action_edit(self):
        """Copy the version in force, to be changed while clients go through it."""
        for chain in self.filtered(lambda chain: not chain.draft_version_id):
            chain.draft_version_id = chain.version_id._copy_as_draft()

    def action_discard_draft(self):
        """Forget what was changed since the version in force."""
        for chain in self.filtered("version_id"):
            chain.draft_version_id.unlink()

    def action_publish(self):
        """Put what is drawn into force; ask where those on the way shall go on."""
        self.ensure_one()
        if not self.draft_version_id:
            raise UserError(
                self.env._(
                    "Nothing of %(chain)s is being edited: press Edit first.",
                    chain=self.name,
                )
            )
        self.draft_version_id._check_no_loop()
        self.draft_version_id._check_publishable()
        if not self.draft_version_id._get_counts_on_the_way():
            return self.draft_version_id._publish()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Publish"),
            "res_model": "mailing.chain.publish",
            "views": [[False, "form"]],
            "target": "new",
            "context": {"default_chain_id": self.id},
        }

    def action_archive(self):
        """Stop chains that are put away: nobody gets letters nobody sees."""
        self.action_pause()
        return super().action_archive()

    def copy(self, default=None):
        """Draw the same chain once more, letters and all; nobody is in it."""
        chains = super().copy(default)
        for chain, copy in zip(self, chains, strict=True):
            drawn = chain.draft_version_id or chain.version_id
            drawn._copy_steps_to(copy.draft_version_id, keeps_origin=False)
        return chains

    def copy_data(self, default=None):
        """Tell copies by their name."""
        return [
            {**values, "name": self.env._("%(chain)s (copy)", chain=chain.name)}
            if not (default or {}).get("name")
            else values
            for chain, values in zip(self, super().copy_data(default), strict=True)
        ]

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        for chain in self.filtered("version_id"):
            raise UserError(
                self.env._(
                    "%(chain)s tells what clients went through: archive it instead.",
                    chain=chain.name,
                )
            )

    def unlink(self):
        """Give up chains nobody went through, with what was drawn and written."""
        self._unlink_except_published()
        self.version_ids.unlink()
        return super().unlink()
