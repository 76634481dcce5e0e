from freezegun import freeze_time

from odoo import fields
from odoo.tools import SQL

from ..common import MailingCommon


class ChainRunCommon(MailingCommon):
    """A chain in force, its engine run at given moments.

    Time stands at Monday, 14 August 2017, 10:00 in Brussels.
    """

    MONDAY = "2017-08-14 08:00:00"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.mailing_cap_letters = 0

    def setUp(self):
        super().setUp()
        clock = freeze_time(self.MONDAY)
        self.clock = clock.start()
        self.addCleanup(clock.stop)

    def _go_to(self, moment):
        """Set the clock to a moment (``YYYY-MM-DD[ HH:MM:SS]``, UTC)."""
        self.clock.move_to(moment)

    def _put_in_force(self, chain=None):
        chain = chain or self.chain
        chain.version_id = chain.draft_version_id
        chain.state = "running"
        return chain

    def _enter(self, records, chain=None):
        return (chain or self.chain)._enter(records)

    def _run(self, moment=None):
        """Run the engine, at a moment."""
        if moment:
            self._go_to(moment)
        participants = self.env["mailing.chain.participant"]
        for chains in participants._get_due_chains():
            for chain in chains:
                while participants._advance_chain(chain):
                    pass
        self.env.invalidate_all()

    def _pause(self):
        """Let the chain stand still."""
        self.chain.write({"state": "paused", "paused_at": fields.Datetime.now()})

    def _resume(self):
        """Let the chain go on."""
        self.chain._take_up(self.chain.paused_at, fields.Datetime.now())
        self.chain.write({"state": "running", "paused_at": False})

    def _break(self, record, **values):
        """Write what could not be saved: what it names was removed since."""
        self.env.flush_all()
        for name, value in values.items():
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET %s = %s WHERE id = %s",
                    SQL.identifier(record._table),
                    SQL.identifier(name),
                    value,
                    record.id,
                )
            )
        record.invalidate_recordset()

    def _create_people(self, count, **values):
        return self.env["crm.lead"].create(
            [
                {
                    "name": f"Deal {number}",
                    "contact_name": f"Person {number}",
                    "email_from": f"person{number}@client.example",
                    "type": "opportunity",
                    "user_id": self.anna.id,
                    "team_id": self.north.id,
                    "company_id": self.company.id,
                    **values,
                }
                for number in range(count)
            ]
        )

    def _results(self, participant):
        """Return (kind of step, result) of what was done for a participant."""
        return [
            (log.step_id.kind, log.result)
            for log in participant.step_log_ids.sorted("id")
        ]

    def _mails(self, records):
        """Return the letters queued for records."""
        return self.env["mail.mail"].search(
            [
                ("model", "=", records._name),
                ("res_id", "in", records.ids),
                ("mailing_id", "!=", False),
            ],
            order="id",
        )

    def _open(self, participant, name="human_open_at"):
        """Let a participant open (click, answer) the latest letter."""
        trace = participant.step_log_ids.trace_ids.sorted("id")[-1:]
        trace[name] = fields.Datetime.now()
        participant._wake()
