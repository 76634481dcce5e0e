from odoo import models
from odoo.fields import Domain


class MailingChainWay(models.Model):
    """Ways that wait for what a client does with a letter."""

    _inherit = "mailing.chain.way"

    def _get_met_opened(self, participants):
        """Return the ids of those who opened the letter."""
        return self._find_readers(participants, Domain("human_open_at", "!=", False))

    def _get_met_clicked(self, participants):
        """Return the ids of those who clicked any link of the letter."""
        return self._find_readers(participants, Domain("human_click_at", "!=", False))

    def _get_met_bounced(self, participants):
        """Return the ids of those whom the letter did not reach."""
        return self._find_readers(participants, Domain("trace_status", "=", "bounce"))

    def _get_met_replied(self, participants):
        """Return the ids of those who replied since they got the letter.

        To that letter where the way names one, else to any letter of the chain: people
        do not always answer the last one.
        """
        if self.of_step_id:
            replied = Domain("human_reply_at", "!=", False)
            return self._find_readers(participants, replied)
        since = {
            log.participant_id.id: log.entered_at
            for log in self._get_watched_logs(participants)
        }
        letters = self.env["mailing.trace"].search(
            Domain("chain_participant_step_id.participant_id", "in", list(since))
            & Domain("human_reply_at", "!=", False)
        )
        return {
            letter.chain_participant_step_id.participant_id.id
            for letter in letters
            if letter.human_reply_at
            >= since[letter.chain_participant_step_id.participant_id.id]
        }

    def _get_met_topic(self, participants):
        """Return the ids of those who clicked a link about the topic.

        Links without a topic are about what their letter is about.
        """
        logs = self._get_watched_logs(participants)
        clicks = self.env["mailing.trace.event"].search(
            Domain("trace_id.chain_participant_step_id", "in", logs.ids)
            & Domain("kind", "=", "click")
            & Domain("is_machine", "=", False)
        )
        about = clicks.trace_id.mass_mailing_id._get_letter_topics()
        return {
            click.trace_id.chain_participant_step_id.participant_id.id
            for click in clicks
            if self.topic_id
            in (click.link_id.topic_id or about[click.trace_id.mass_mailing_id])
        }

    def _find_readers(self, participants, domain):
        """Return the ids of participants whose letter is one of the domain."""
        logs = self._get_watched_logs(participants)
        letters = self.env["mailing.trace"].search(
            Domain("chain_participant_step_id", "in", logs.ids) & domain
        )
        return set(letters.chain_participant_step_id.participant_id.ids)

    def _get_watched_logs(self, participants):
        """Return of each participant the log of the letter that is looked at.

        The last time it came to the step that the way names; else the last letter sent.
        """
        self.ensure_one()
        watched = (
            Domain("step_id", "in", self.of_step_id._get_lineage().ids)
            if self.of_step_id
            else Domain("sent_at", "!=", False)
        )
        logs = self.env["mailing.chain.participant.step"].search(
            Domain("participant_id", "in", participants.ids) & watched,
            order="participant_id, id",
        )
        last = {log.participant_id.id: log.id for log in logs}
        return logs.browse(last.values())
