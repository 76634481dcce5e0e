from datetime import datetime

from ..reminder.common import ReminderCommon


class ContactCommon(ReminderCommon):
    """Old Client ordered from anna on 3 July 2017 at ten, UTC; then nothing."""

    ORDER = datetime(2017, 7, 3, 10)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._create_order(cls.anna, 100, str(cls.ORDER))
        cls.client.is_company = True
        cls.person = cls.env["res.partner"].create(
            {"name": "Paul", "parent_id": cls.client.id, "email": "paul@client.example"}
        )
        cls.rule = cls._create_rule("forgotten", 1, "days")
        cls.env.flush_all()
        # What is said while these are made is said on another day than the one we play.
        cls.env.cr.execute(
            "UPDATE mail_message SET date = '2017-01-01' WHERE model IN %s",
            [("sale.order", "res.partner", "crm.lead")],
        )
        cls.env.invalidate_all()

    def _last(self, partner=None):
        """Return (moment, kind) of the last contact."""
        partner = partner or self.client
        return partner._get_last_contact(partner).get(partner)

    def _say(self, record, moment, author=None, **values):
        return self.env["mail.message"].create(
            {
                "model": record._name,
                "res_id": record.id,
                "date": moment,
                "author_id": (author or self.anna.partner_id).id,
                "message_type": "email_outgoing",
                "subtype_id": self.env.ref("mail.mt_comment").id,
                **values,
            }
        )

    def _note(self):
        """Do the morning's work."""
        with self.enter_registry_test_mode():
            self.env.ref(
                "sales_efficiency.ir_cron_sales_last_contact"
            ).method_direct_trigger()
        self.env.invalidate_all()
