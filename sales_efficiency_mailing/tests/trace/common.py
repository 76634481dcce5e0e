from datetime import timedelta

from odoo import fields

from odoo.addons.mail.tests.common import MockEmail

from ..common import MailingCommon

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


class LetterCommon(MailingCommon, MockEmail):
    """A letter with three links, sent to a lead an hour ago."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lead = cls._create_lead(partner_id=cls.client.id)
        cls.mailing = cls._create_mailing()
        cls.trace = cls._create_trace(cls.lead)

    @classmethod
    def _create_mailing(cls, model="crm.lead", **values):
        links = "".join(
            f"<a href='https://shop.example/{name}'>{name}</a>" for name in "abc"
        )
        return cls.env["mailing.mailing"].create(
            {
                "subject": "How machines are chosen",
                "body_html": f"<div><p>Dear reader, {links}</p></div>",
                "mailing_model_id": cls.env["ir.model"]._get_id(model),
                "email_from": "office@efficient.example",
                "user_id": cls.ada.id,
                **values,
            }
        )

    @classmethod
    def _create_trace(cls, record, hours=1, **values):
        """Have a letter been sent, without sending it."""
        email = record.email_normalized
        return cls.env["mailing.trace"].create(
            {
                "mass_mailing_id": cls.mailing.id,
                "model": record._name,
                "res_id": record.id,
                "email": email,
                "message_id": f"<{record._name}-{record.id}-{hours}@efficient.example>",
                "trace_status": "sent",
                "sent_datetime": fields.Datetime.now() - timedelta(hours=hours),
                **values,
            }
        )

    @classmethod
    def _create_link(cls, name="a", mailing=None, **values):
        mailing = mailing or cls.mailing
        return cls.env["link.tracker"].create(
            {
                **mailing._get_link_tracker_values(),
                "url": f"https://shop.example/{name}",
                "title": name,
                "label": name,
                **values,
            }
        )

    def _click(self, link, trace=None):
        return (
            self.env["link.tracker.click"]
            .sudo()
            .add_click(link.code, mailing_trace_id=(trace or self.trace).id)
        )

    def _get_events(self, trace=None, **values):
        events = self.env["mailing.trace.event"].search(
            [("trace_id", "=", (trace or self.trace).id)], order="id"
        )
        return [(event.kind, event.machine or "person") for event in events]
