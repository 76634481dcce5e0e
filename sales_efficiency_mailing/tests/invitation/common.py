import re

from ..chain.common import ChainRunCommon


class InvitationCommon(ChainRunCommon):
    """An invitation to a fair: Thursday, 17 August 2017, 10:00 to 12:00 in Brussels.

    It ends when the break at noon begins: the working hour after it is over at 14:00. Who
    came goes on with thanks, who registered and did not come with a pity, all others with
    the next step.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fair = cls.env["event.event"].create(
            {
                "name": "Fair of Machines",
                "company_id": cls.company.id,
                "date_begin": "2017-08-17 08:00:00",
                "date_end": "2017-08-17 10:00:00",
                "date_tz": "Europe/Brussels",
                "event_mail_ids": [],
            }
        )
        cls.step = cls._add_step("event", event_id=cls.fair.id)
        cls.mailing = cls._write_letter(
            cls.step,
            body_html="<p>Come: <t t-out='object.chain_invitation_button'/></p>",
        )
        cls.nothing = cls._add_step("wait", after=cls.step, wait_count=30)
        cls.thanks = cls._add_step("wait", wait_count=30)
        cls.pity = cls._add_step("wait", wait_count=30)

    @classmethod
    def _add_ways(cls, *conditions):
        targets = {"attended": cls.thanks, "registered": cls.thanks, "missed": cls.pity}
        for condition in conditions:
            cls.env["mailing.chain.way"].create(
                {
                    "step_id": cls.step.id,
                    "condition": condition,
                    "target_id": targets[condition].id,
                }
            )

    def _invite(self, leads):
        self._put_in_force()
        participants = self._enter(leads)
        self._run()
        return participants

    def _register(self, participant, **values):
        return self.env["event.registration"].create(
            {
                "event_id": self.fair.id,
                "name": participant.name,
                "email": participant.email_normalized,
                **values,
            }
        )

    def _read_link(self, lead):
        body = self._mails(lead).body_html
        [url] = re.findall(r'href="([^"]*/mailing/event/[^"]*)"', body)
        return url
