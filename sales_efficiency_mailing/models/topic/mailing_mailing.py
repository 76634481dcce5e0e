from odoo import fields, models


class MailingMailing(models.Model):
    _inherit = "mailing.mailing"

    topic_ids = fields.Many2many(
        comodel_name="mailing.topic",
        string="Topics",
        help="What the letter is about: who reads it is interested in that, who leaves it "
        "unread is not.",
    )

    def _get_letter_topics(self):
        """Return what each letter is about; to be extended.

        :return: ``{mailing: topics}``
        """
        return {mailing: mailing.topic_ids for mailing in self}
