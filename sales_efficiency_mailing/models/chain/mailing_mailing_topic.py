from odoo import models


class MailingMailing(models.Model):
    _inherit = "mailing.mailing"

    def _get_letter_topics(self):
        """A chain's letter is about its step's topics, too, or about the chain's."""
        topics = super()._get_letter_topics()
        for mailing in self:
            step = mailing.chain_step_id
            own = topics[mailing] | step.topic_ids
            topics[mailing] = own or step.chain_id.topic_ids
        return topics


class MailingChainStep(models.Model):
    _inherit = "mailing.chain.step"

    def write(self, vals):
        """Weigh again what readers did when a letter is said to be about else."""
        result = super().write(vals)
        if "topic_ids" in vals:
            self.env["mailing.trace"]._ask_interest_again(self.mailing_ids)
        return result


class MailingChain(models.Model):
    _inherit = "mailing.chain"

    def write(self, vals):
        """Weigh again what readers did when the chain is said to be about else."""
        result = super().write(vals)
        if "topic_ids" in vals:
            steps = self.version_ids.step_ids
            self.env["mailing.trace"]._ask_interest_again(steps.mailing_ids)
        return result
