from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.tools import mute_logger

#: What goes to the deputy: clients, orders and plans stay.
KINDS = ("deals", "activities", "meetings")


class SalesHandover(models.Model):
    """The work of somebody who is away: it begins, goes on, and is over.

    While it lasts there is one transfer for each person and company. It takes up what
    comes in meanwhile, and puts back everything nobody has worked on.
    """

    _inherit = "sales.handover"

    absence_start = fields.Datetime(string="Away Since", readonly=True)
    absence_end = fields.Datetime(string="Back At", readonly=True)
    is_recalled = fields.Boolean(
        string="Taken Back by Hand",
        readonly=True,
        help="Nothing is handed over any more in this absence.",
    )

    _absence_uniq = models.UniqueIndex(
        "(from_user_id, company_id) WHERE kind = 'absence' AND state <> 'returned'",
        "The work of this person is handed over already.",
    )

    def action_undo(self):
        """Leave the work of an absence with who is away, once it was taken back."""
        self._check_own_reach()
        absences = self.sudo().filtered(lambda handover: handover.kind == "absence")
        absences.is_recalled = True
        return super().action_undo()

    # ------------------------------------------------------------
    # BEGIN
    # ------------------------------------------------------------

    @api.model
    def _begin_absences(self, absences):
        """Open a transfer for each absence that has begun with work falling due in it.

        :param dict absences: ``{user: Away}`` of the current company
        """
        company = self.env.company
        known = self.search(
            [
                ("kind", "=", "absence"),
                ("company_id", "=", company.id),
                ("from_user_id", "in", [user.id for user in absences]),
                "|",
                ("state", "!=", "returned"),
                ("is_recalled", "=", True),
            ]
        ).grouped("from_user_id")
        for user, away in absences.items():
            if any(
                one.state != "returned" or one.absence_end > away.start
                for one in known.get(user, ())
            ):
                continue
            values = {
                "kind": "absence",
                "state": "done",
                "from_user_id": user.id,
                "company_id": company.id,
                "absence_start": away.start,
                **self._prepare_absence_end(away),
            }
            if self.new(values)._get_items(KINDS):
                self._open_absence(values)

    @api.model
    def _open_absence(self, values):
        """Create the transfer of an absence, unless another worker has done so."""
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                return self.create(values)
        except UniqueViolation:
            return self.browse()

    @api.model
    def _prepare_absence_end(self, away):
        return {"absence_end": away.end, "last_day": away.last_day}

    # ------------------------------------------------------------
    # GO ON
    # ------------------------------------------------------------

    def _follow_absence(self, absences):
        """Do what the absence asks for now, and yield after each chunk how much that was.

        Nothing is done while another worker has the transfer.

        :param dict absences: ``{user: Away}`` of the current company
        """
        self.ensure_one()
        yield from self._work_off()
        if not self._lock() or self.state != "done":
            return
        away = absences.get(self.from_user_id)
        if away:
            self._keep_end(away)
            self._take_up(absences)
        else:
            self._end_absence()
        yield from self._work_off()

    def _lock(self):
        """Tell whether this worker may go on, from where the last one left it."""
        locked = bool(self.try_lock_for_update())
        self.invalidate_recordset()
        return locked

    def _work_off(self):
        """Move, or put back, what waits, chunk by chunk."""
        while self._lock() and self.state in ("queued", "returning"):
            yield self._work_chunk()

    def _is_absence(self):
        """Tell whether these are transfers for the time of an absence."""
        return set(self.mapped("kind")) == {"absence"}

    def _keep_end(self, away):
        """Note that the absence became longer or shorter."""
        values = self._prepare_absence_end(away)
        if any(self[name] != value for name, value in values.items()):
            self.write(values)

    def _take_up(self, absences):
        """Plan what has fallen due in the absence since the last time."""
        items = self._get_items(KINDS)
        if not items:
            return
        keys = [self._get_part_key(item) for item in items]
        given = self._find_receivers(items, keys, absences)
        left = {
            (line.model, line.res_id): line
            for line in self.line_ids.filtered(lambda line: not line.to_user_id)
        }
        fresh = []
        for item, key in zip(items, keys, strict=True):
            values = self._prepare_receiver(given[key])
            line = left.get((item.model, item.record.id))
            if not line:
                line_values = self._prepare_line(item, key, given[key].user_id)
                fresh.append(line_values | values | {"handover_id": self.id})
            elif (values["to_user_id"], values["reason"]) != (False, line.reason):
                line.write(values)
        self.env["sales.handover.line"].create(fresh)
        self._add_receivers()
        if self.line_ids.filtered(lambda line: not line.is_told):
            self._set_state("queued")

    @api.model
    def _prepare_receiver(self, receiver):
        """Return what a line says of who gets the record, or why nobody does."""
        return {
            "to_user_id": receiver.user_id,
            "state": "planned" if receiver.user_id else "failed",
            "reason": receiver.reason,
            "is_told": receiver.waits,
        }

    def _set_state(self, state):
        """Go to a state that is gone again in a moment: no news for the chatter."""
        self.with_context(tracking_disable=True).state = state

    # ------------------------------------------------------------
    # END
    # ------------------------------------------------------------

    def _end_absence(self):
        """Begin to put back everything nobody has worked on."""
        self.write(
            {
                "state": "returning",
                "absence_end": min(self.absence_end, fields.Datetime.now()),
            }
        )
