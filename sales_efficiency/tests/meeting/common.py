from datetime import datetime, timedelta

from odoo import Command

from ..common import SalesEfficiencyCommon


class MeetingCommon(SalesEfficiencyCommon):
    """Meetings of anna with the prospect; the clock stands at noon of 15 August 2017."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, no_mail_to_attendees=True))
        cls.lead = cls.env["crm.lead"].create(
            {
                "name": "Deal",
                "type": "opportunity",
                "partner_id": cls.prospect.id,
                "user_id": cls.anna.id,
                "team_id": cls.north.id,
                "company_id": cls.company.id,
            }
        )

    @classmethod
    def _create_meeting(cls, start, hours=1, user=None, partners=None, **values):
        user = user or cls.anna
        start = datetime.fromisoformat(start)
        partners = user.partner_id | (cls.prospect if partners is None else partners)
        return cls.env["calendar.event"].create(
            {
                "name": "Visit",
                "start": start,
                "stop": start + timedelta(hours=hours),
                "user_id": user.id,
                "partner_ids": [Command.set(partners.ids)],
                **values,
            }
        )
