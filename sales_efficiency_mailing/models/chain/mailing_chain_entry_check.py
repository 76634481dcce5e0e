from odoo import api, models
from odoo.exceptions import ValidationError

from .mailing_chain_domain import parse_domain

#: What a door needs to know, by its kind.
NEEDED = {
    "stage": "stage_id",
    "segment": "domain",
    "source": "source_id",
    "silence": "silence_days",
}
#: Doors deals come by.
OF_DEALS = ("stage", "source", "lost")


class MailingChainEntry(models.Model):
    """What is wrong with a door into a chain."""

    _inherit = "mailing.chain.entry"

    @api.constrains("kind", "chain_id", *NEEDED.values())
    def _check_needed(self):
        for entry in self:
            name = NEEDED.get(entry.kind)
            is_for_all = name == "domain" and entry.domain == "[]"
            if name and (is_for_all or not entry[name]):
                raise ValidationError(
                    self.env._(
                        "Entry “%(kind)s” of %(chain)s lacks its %(field)s: give it.",
                        kind=entry._get_kind_name(),
                        chain=entry.chain_id.name,
                        field=self._fields[name]._description_string(self.env),
                    )
                )
            if entry.kind in OF_DEALS and entry.chain_id.target != "crm.lead":
                raise ValidationError(
                    self.env._(
                        "Entry “%(kind)s” of %(chain)s: contacts do not come by it. "
                        "Choose another kind, or send the chain to leads.",
                        kind=entry._get_kind_name(),
                        chain=entry.chain_id.name,
                    )
                )

    @api.constrains("domain", "chain_id")
    def _check_domain(self):
        for entry in self:
            try:
                parse_domain(self.env[entry.chain_id.target], entry.domain)
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "Domain of the entry “%(kind)s” of %(chain)s cannot be used "
                        "(%(error)s): choose other conditions.",
                        kind=entry._get_kind_name(),
                        chain=entry.chain_id.name,
                        error=error,
                    )
                ) from error

    def _get_kind_name(self):
        return dict(self._fields["kind"]._description_selection(self.env))[self.kind]


class MailingChain(models.Model):
    _inherit = "mailing.chain"

    @api.constrains("exit_domain", "target")
    def _check_exit_domain(self):
        for chain in self:
            try:
                parse_domain(self.env[chain.target], chain.exit_domain)
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "Leaves When of %(chain)s cannot be used (%(error)s): choose "
                        "other conditions.",
                        chain=chain.name,
                        error=error,
                    )
                ) from error

    @api.constrains("target")
    def _check_target(self):
        """What went out to some records is no story of others; letters of a drawing that
        are written for others are told before it is published."""
        for chain in self.filtered("version_ids.published_at"):
            letters = chain.version_ids.step_ids.mailing_ids
            if set(letters.mapped("mailing_model_real")) - {chain.target}:
                raise ValidationError(
                    self.env._(
                        "Sent To of %(chain)s: its letters are written for other "
                        "records. Make a chain of its own for these.",
                        chain=chain.name,
                    )
                )
        self._check_doors()

    def _check_doors(self):
        """Look anew at what was right when it was saved: fields may be gone since."""
        self._check_exit_domain()
        self.entry_ids._check_needed()
        self.entry_ids._check_domain()
