from odoo import fields, models
from odoo.tools import SQL


class MailingChainWay(models.Model):
    """Ways that wait for what becomes of an invitation."""

    _inherit = "mailing.chain.way"

    def _get_met_registered(self, participants):
        return self._get_guests(participants, ("open", "done"))

    def _get_met_attended(self, participants):
        return self._get_guests(participants, ("done",))

    def _get_met_missed(self, participants):
        """Who registered and did not come; known an hour after the end, not before."""
        over = set()
        now = fields.Datetime.now()
        for event, some in self._get_events(participants).items():
            if self.step_id._get_event_limit(event) <= now:
                over.update(some.ids)
        there = participants.filtered(lambda one: one.id in over)
        return self._get_guests(there, ("open",)) - self._get_guests(there, ("done",))

    def _get_events(self, participants):
        """Return ``{event: participants}``: the event the way is about, of the step, or
        the last one somebody was invited to.
        """
        event = (self.of_step_id or self.step_id).event_id
        if event:
            return {event: participants}
        logs = self.env["mailing.chain.participant.step"].search(
            [
                ("participant_id", "in", participants.ids),
                ("step_id.kind", "=", "event"),
                ("step_id.event_id", "!=", False),
                ("sent_at", "!=", False),
            ],
            order="id",
        )
        latest = {log.participant_id: log.step_id.event_id for log in logs}
        there = participants.filtered(lambda one: one in latest)
        return there.grouped(lambda one: latest[one])

    def _get_guests(self, participants, states):
        """Return the ids of those with a registration in one of these states."""
        found = set()
        for event, some in self._get_events(participants).items():
            found |= some._get_registered(event, states)
        return found


class MailingChainParticipant(models.Model):
    _inherit = "mailing.chain.participant"

    def _get_registered(self, event, states):
        """Return the ids of those who registered for an event, by client or address.

        :param states: of registrations that count
        """
        self.flush_recordset(["partner_id", "email_normalized"])
        self.env["event.registration"].flush_model(
            ["event_id", "state", "active", "partner_id", "email"]
        )
        rows = self.env.execute_query(
            SQL(
                """
                SELECT one.id
                  FROM mailing_chain_participant one
                  JOIN event_registration guest
                    ON guest.partner_id = one.partner_id
                    OR lower(trim(guest.email)) = one.email_normalized
                 WHERE one.id = ANY(%s) AND guest.event_id = %s
                   AND guest.state = ANY(%s) AND guest.active
                """,
                self.ids,
                event.id,
                list(states),
            )
        )
        return {id_ for [id_] in rows}
