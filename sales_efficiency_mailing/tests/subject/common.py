from datetime import datetime, timedelta

from ..common import MailingCommon

#: A Monday.
MONDAY = datetime(2017, 8, 14, 8)


class SubjectCommon(MailingCommon):
    """Letters that were sent, and what became of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lead = cls._create_lead()
        # Whatever demo data there is was not sent by these tests.
        cls.league = cls.env["mailing.subject.report"]

    @classmethod
    def _send(cls, mailing, letters, opened=0, moment=MONDAY, after=1, **kinds):
        """Note letters as sent, the first of them as opened ``after`` so many hours.

        :param kinds: how many were clicked, replied, bounced (the last ones), or are
            tests; further values of all
        """
        clicked, replied = kinds.pop("clicked", 0), kinds.pop("replied", 0)
        bounced = kinds.pop("bounced", 0)
        later = moment + timedelta(hours=after)
        return cls.env["mailing.trace"].create(
            [
                {
                    "mass_mailing_id": mailing.id,
                    "model": "crm.lead",
                    "res_id": cls.lead.id,
                    "trace_status": "bounce" if number >= letters - bounced else "sent",
                    "sent_datetime": moment,
                    "human_open_at": number < opened and later,
                    "human_click_at": number < clicked and later,
                    "human_reply_at": number < replied and later,
                    **kinds,
                }
                for number in range(letters)
            ]
        )

    @classmethod
    def _mail(cls, subject, letters, opened=0, **kinds):
        """Write and send a mailing that is no chain's."""
        mailing = cls.env["mailing.mailing"].create(
            {
                "subject": subject,
                "body_html": "<p>Dear reader</p>",
                "mailing_model_id": cls.env["ir.model"]._get_id("crm.lead"),
                "user_id": cls.ada.id,
            }
        )
        cls._send(mailing, letters, opened, **kinds)
        return mailing

    @classmethod
    def _rows(cls, mailings):
        return cls.league.search([("mailing_id", "in", mailings.ids)])
