from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.tools import SQL, hmac

from ...tools.visitors import SECONDS, network

#: Wrong keys that an address may try in a minute. Keys are too long to be found by
#: trying; this spares the server, and people who copied half an address go unharmed.
WRONG_KEYS = 30
#: Rows there are at most: addresses share them, no attacker makes more.
SLOTS = 4096
#: Older minutes are of no use to anybody.
KEPT_MINUTES = 10


class SalesWrongKey(models.Model):
    """Keys that did not open anything, counted by address and minute for all workers.

    Only those who come without a right key are counted and turned away: nobody can use up
    what a screen with the right key needs, from whatever address. Addresses are not kept.
    """

    _name = "sales.wrong.key"
    _description = "Wrong Keys Tried"
    _log_access = False
    _rec_name = "slot"

    slot = fields.Integer(required=True, readonly=True)
    minute = fields.Integer(required=True, readonly=True)
    count = fields.Integer(required=True, readonly=True)

    _slot_unique = models.UniqueIndex("(slot)")

    @api.model
    def _note(self, address):
        """Count a wrong key from an address.

        :param str address: the client's
        :return: seconds after which to try again, 0 while nothing speaks against it
        """
        cr = self.env.cr
        try:
            with cr.savepoint(flush=False):
                cr.execute(self._get_count_query(address), log_exceptions=False)
                row = cr.fetchone()
        except SerializationFailure:
            # Several at the very same moment from one address: so many that they get in
            # each other's way. Odoo would try again and again for them.
            return 1
        return 0 if row else self._get_seconds_left()

    def _get_count_query(self, address):
        """Return the statement that counts; it yields nothing above the limit."""
        return SQL(
            """
            INSERT INTO sales_wrong_key AS tried (slot, minute, count)
                 VALUES (%(slot)s, %(minute)s, 1)
            ON CONFLICT (slot) DO UPDATE
                    SET minute = EXCLUDED.minute,
                        count = CASE tried.minute WHEN EXCLUDED.minute
                                THEN tried.count + 1 ELSE 1 END
                  WHERE tried.minute <> EXCLUDED.minute OR tried.count < %(limit)s
              RETURNING count
            """,
            slot=self._get_slot(address),
            minute=self._get_minute(),
            limit=WRONG_KEYS,
        )

    @api.model
    def _get_slot(self, address):
        """Return where an address is counted: nobody outside can tell, or choose."""
        digest = hmac(self.sudo().env, "sales_efficiency.wrong_key", network(address))
        return int(digest[:8], 16) % SLOTS

    @api.model
    def _get_minute(self):
        return int(fields.Datetime.now().timestamp()) // SECONDS

    @api.model
    def _get_seconds_left(self):
        return SECONDS - int(fields.Datetime.now().timestamp()) % SECONDS

    @api.autovacuum
    def _gc_old_minutes(self):
        self.search([("minute", "<", self._get_minute() - KEPT_MINUTES)]).unlink()
