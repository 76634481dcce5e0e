from odoo import fields, models


class MailingChain(models.Model):
    """Who wants no letters of a chain."""

    _inherit = "mailing.chain"

    public_name = fields.Char(
        string="Name for Clients",
        translate=True,
        help="What clients see where they choose what to receive. Empty: they see the "
        "topics of the chain.",
    )
    optout_ids = fields.One2many(
        comodel_name="mailing.optout",
        inverse_name="chain_id",
        string="Unwanted By",
        groups="mass_mailing.group_mass_mailing_user",
    )

    def _get_refused_emails(self, emails, topics=None):
        """Add who opted out of the chain, or of all topics of it or of the letter."""
        refused = super()._get_refused_emails(emails, topics)
        about = self.topic_ids if topics is None else topics
        optouts = self.env["mailing.optout"]
        return refused | optouts._get_refusing(self, about, emails)

    def _get_public_name(self):
        """Return what clients are told the chain is; its name is for colleagues."""
        self.ensure_one()
        if self.public_name:
            return self.public_name
        if self.topic_ids:
            return self.env._(
                "Letters on %(topics)s", topics=", ".join(self.topic_ids.mapped("name"))
            )
        return self.env._("Letters of %(company)s", company=self.company_id.name)
