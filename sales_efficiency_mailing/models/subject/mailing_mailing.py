from odoo import fields, models


class MailingMailing(models.Model):
    """How often a letter is opened by people: its row in the league of subjects."""

    _inherit = "mailing.mailing"

    subject_reached = fields.Integer(
        string="Arrived",
        compute="_compute_subject_figures",
        help="Letters that were sent and did not come back.",
    )
    subject_opened = fields.Integer(
        string="Opened by Clients",
        compute="_compute_subject_figures",
        help="Letters a person opened, each once; machines do not count.",
    )
    subject_rate = fields.Float(string="Opened, %", compute="_compute_subject_figures")
    subject_likely = fields.Char(
        string="Likely Between",
        compute="_compute_subject_figures",
        help="Where the share lies with 95 % certainty: the fewer letters, the wider.",
    )

    def _compute_subject_figures(self):
        # sudo: whoever may read the letter may know how it fares.
        league = self.env["mailing.subject.report"].sudo()
        rows = {row.id: row for row in league.search([("id", "in", self.ids)])}
        for mailing in self:
            row = rows.get(mailing._origin.id, league)
            mailing.subject_reached = row.reached
            mailing.subject_opened = row.opened
            mailing.subject_rate = row.open_rate
            mailing.subject_likely = row.open_likely
