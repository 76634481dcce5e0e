from dataclasses import replace
from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import consteq, hmac

from ...tools.machine_read import REPEAT, SCAN, find_scanned, get_machine


class MailingTrace(models.Model):
    """How what comes of letters is noted: the event first, then what follows from it."""

    _inherit = "mailing.trace"

    def _note_reads(self, kind, link=None):
        """Note that somebody opened, clicked or replied to these letters.

        Who it was is in the context: ``mailing_visit``, a ``Visit`` for what came as a
        request, and ``mailing_reply``, "auto" for an automatic reply. The same again
        within a few seconds is the same.

        :return: those of the letters where it was a person, and not noted before
        """
        now = fields.Datetime.now()
        machines = {trace: trace._get_machine(kind, now) for trace in self}
        link_id = link.id if link else False
        known = self._find_noted(kind, link_id, now)
        fresh = self.filtered(lambda trace: (trace.id, machines[trace]) not in known)
        if not fresh:
            return fresh
        # sudo: whoever reads a letter has no rights here, nor needs any.
        events = self.env["mailing.trace.event"].sudo()
        events = events.create(
            [
                {
                    "trace_id": trace.id,
                    "kind": kind,
                    "at": now,
                    "link_id": link_id,
                    "machine": machines[trace],
                    "is_machine": bool(machines[trace]),
                }
                for trace in fresh
            ]
        )
        people = fresh.filtered(lambda trace: not machines[trace])
        if link:
            people -= people._take_back_scans(now, events)
        fresh._fold_events()
        if people:
            people._on_news(kind)
        return people

    def _get_machine(self, kind, now):
        """Return which machine does it, False for a person."""
        visit = self.env.context.get("mailing_visit")
        if kind == "reply":
            return self.env.context.get("mailing_reply") == "auto" and "auto"
        if not visit:
            return False
        age = (now - self.sent_datetime).total_seconds() if self.sent_datetime else None
        return get_machine(kind, replace(visit, age=age)) or False

    def _find_noted(self, kind, link_id, now):
        """Return the ``(letter, machine)`` that were noted a moment ago."""
        events = self.env["mailing.trace.event"].sudo()
        return {
            (event.trace_id.id, event.machine)
            for event in events.search(
                Domain("trace_id", "in", self.ids)
                & Domain("kind", "=", kind)
                & Domain("link_id", "=", link_id)
                & Domain("at", ">", now - timedelta(seconds=REPEAT))
            )
        }

    def _take_back_scans(self, now, events):
        """Find clicks on many links at once and take back those taken for a person's.

        :param events: of this moment, which nobody has counted yet
        :return: the letters of self whose click of this moment is one of them
        """
        clicks = (
            self.env["mailing.trace.event"]
            .sudo()
            .search(
                Domain("trace_id", "in", self.ids)
                & Domain("kind", "=", "click")
                & Domain("at", ">=", now - timedelta(seconds=SCAN))
                & Domain("machine", "in", [False, "scanner"])
            )
        )
        scanned = clicks.browse()
        for _trace, own in clicks.grouped("trace_id").items():
            found = find_scanned(
                (click.id, click.at.timestamp(), click.link_id.id) for click in own
            )
            scanned |= own.filtered(lambda click, found=found: click.id in found)
        taken = scanned.filtered(lambda click: not click.is_machine)
        taken.write({"is_machine": True, "machine": "scanner"})
        (taken - events)._forget_clicks()
        return self & (scanned & events).trace_id

    # ------------------------------------------------------------
    # FOLD
    # ------------------------------------------------------------

    def _fold_events(self):
        """Bring these letters to what their events say, in whatever order they came."""
        told = {trace.id: {} for trace in self}
        for trace, kind, is_machine, first, count in (
            self.env["mailing.trace.event"]
            .sudo()
            ._read_group(
                [("trace_id", "in", self.ids)],
                ["trace_id", "kind", "is_machine"],
                ["at:min", "__count"],
            )
        ):
            told[trace.id][kind, is_machine] = (first, count)
        for trace in self.sudo():
            values = trace._prepare_folded(told[trace.id])
            if any(trace[name] != value for name, value in values.items()):
                trace.write(values)

    def _prepare_folded(self, told):
        """Return the values of a letter; to be extended.

        :param told: ``{(kind, is machine): (first moment, number)}`` of its events
        """
        nothing = (False, 0)
        people = [
            first for (_kind, is_machine), (first, _n) in told.items() if not is_machine
        ]
        return {
            "human_open_at": min(people, default=False),
            "human_click_at": told.get(("click", False), nothing)[0],
            "human_reply_at": told.get(("reply", False), nothing)[0],
            "auto_reply_at": told.get(("reply", True), nothing)[0],
            "open_count": told.get(("open", False), nothing)[1],
            "click_count": told.get(("click", False), nothing)[1],
        }

    # ------------------------------------------------------------
    # FORGERY
    # ------------------------------------------------------------

    def _get_link_key(self):
        """Return what the links of this letter carry, so that nobody can make them up."""
        self.ensure_one()
        return hmac(self.env(su=True), "sales_efficiency_mailing-link", self.id)[:16]

    def _is_genuine(self, link, key):
        """Tell whether a click on a link may have come out of this letter.

        Letters from before there were keys are believed if the link is one of theirs.
        """
        self.ensure_one()
        mailing = self.mass_mailing_id
        is_own = (
            not link.mass_mailing_id
            or link.mass_mailing_id == mailing
            # Mailings that count for the same source share their links.
            or link.source_id == mailing.source_id
        )
        if "mailing_visit" not in self.env.context or not self.has_link_key:
            return is_own
        return is_own and consteq(key or "", self._get_link_key())


class MailingTraceEvent(models.Model):
    _inherit = "mailing.trace.event"

    def _forget_clicks(self):
        """Take these clicks out of Odoo's own figures, too."""
        if not self:
            return
        clicks = self.env["link.tracker.click"].sudo()
        noted = clicks.search(
            Domain("mailing_trace_id", "in", self.trace_id.ids)
            & Domain("link_id", "in", self.link_id.ids),
            order="id desc",
        ).grouped(lambda click: (click.mailing_trace_id, click.link_id))
        for event in self:
            # There is one for each that was taken for a person's, this is the last.
            clicks |= noted.get((event.trace_id, event.link_id), clicks)[:1]
        clicks.unlink()
        left = dict(
            self._read_group(
                [
                    ("trace_id", "in", self.trace_id.ids),
                    ("is_machine", "=", False),
                ],
                ["trace_id"],
                ["at:max"],
            )
        )
        for trace in self.trace_id:
            clicked = trace.event_ids.filtered(lambda event: event.kind == "click")
            trace.links_click_datetime = max(clicked.mapped("at"), default=False)
            if trace.trace_status == "open" and trace not in left:
                trace.write({"trace_status": "sent", "open_datetime": False})
