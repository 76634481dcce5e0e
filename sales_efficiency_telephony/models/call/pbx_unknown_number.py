from odoo import api, fields, models
from odoo.tools import SQL


class PbxUnknownNumber(models.Model):
    """A number deals are opened for: its row is the lock, so that there is one deal.

    Two calls from one number may come at the same moment; what the other one opens
    cannot be seen before it is there.
    """

    _name = "pbx.unknown.number"
    _description = "Unknown Number"
    _rec_name = "number"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    number = fields.Char(required=True, readonly=True)
    claimed_at = fields.Datetime(required=True, readonly=True)

    _number_uniq = models.UniqueIndex("(company_id, number)")

    @api.model
    def _claim(self, company, numbers):
        """Let nobody else open deals for these numbers until the transaction ends.

        Where somebody else did since this transaction began, it fails with a
        serialization failure and is begun again by whoever runs it.
        """
        now = fields.Datetime.now()
        rows = [(company.id, number, now) for number in sorted(numbers)]
        if rows:
            self.env.cr.execute(
                SQL(
                    """
                    INSERT INTO pbx_unknown_number (company_id, number, claimed_at)
                    VALUES %s
                    ON CONFLICT (company_id, number)
                    DO UPDATE SET claimed_at = EXCLUDED.claimed_at
                    """,
                    SQL(", ").join(SQL("%s", row) for row in rows),
                )
            )
