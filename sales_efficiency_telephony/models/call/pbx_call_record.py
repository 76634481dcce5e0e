from datetime import UTC, datetime

from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, get_lang

from ...tools.call_state import LIVE

#: Columns without which there is no call; the rest is written once it is ours alone.
COLUMNS = (
    "provider_id",
    "company_id",
    "call_uid",
    "direction",
    "state",
    "started_at",
    "create_uid",
    "create_date",
    "write_uid",
    "write_date",
)


def _moment(seconds):
    """Return a moment as records keep it; talk time is kept apart, to the fraction."""
    if seconds is None:
        return False
    return datetime.fromtimestamp(int(seconds), UTC).replace(tzinfo=None)


class PbxCall(models.Model):
    """How calls get into the log: what was told of them makes calls and legs."""

    _inherit = "pbx.call"

    @api.model
    def _record(self, provider, states):
        """Create or update calls by what was told of them, in a fixed number of queries.

        A call's row is the lock: of two transactions about one call the second one fails
        with a serialization failure, and whoever calls this begins again.

        :param provider: ``pbx.provider`` the calls are of
        :param states: ``call_state.CallState`` of each call
        :return: the calls
        """
        calls = self._in_rights_of_system(provider)
        provider = calls.env[provider._name].browse(provider.id)
        by_uid = {state.uid: state for state in states}
        calls._adopt_dialled(provider, by_uid)
        before = calls._lock_rows(provider, by_uid)
        calls = calls.browse(before)
        states = {call.id: by_uid[call.call_uid] for call in calls}
        calls._write_facts(provider, states)
        # With whom a call was is looked for as long as it lasts, not when it is over.
        calls.filtered(
            lambda call: (
                call.direction != "internal" and before[call.id] in (False, *LIVE)
            )
        )._match_clients()
        calls._write_legs(provider, states)
        calls._note_who(states)
        calls._open_deals_of_unknown()
        calls._tell_deals(before)
        calls._on_recorded(before, states)
        return calls.with_env(self.env)

    @api.model
    def _in_rights_of_system(self, provider):
        """Return the model as calls are recorded: for one company, in its language."""
        company = provider.sudo().company_id
        env = self.env(user=SUPERUSER_ID, su=True, context={})
        return env[self._name].with_context(
            allowed_company_ids=company.ids,
            lang=get_lang(env, company.partner_id.lang).code,
        )

    # ------------------------------------------------------------
    # ROWS
    # ------------------------------------------------------------

    @api.model
    def _adopt_dialled(self, provider, by_uid):
        """Give calls that were dialled here the number the phone system has for them."""
        by_ref = {state.ref: uid for uid, state in by_uid.items() if state.ref}
        if not by_ref:
            return
        dialled = self.search(
            Domain("provider_id", "=", provider.id)
            & Domain("client_ref", "in", list(by_ref))
        )
        wanted = dialled.filtered(lambda call: call.call_uid != by_ref[call.client_ref])
        if not wanted:
            return
        there = self.search(
            Domain("provider_id", "=", provider.id)
            & Domain("call_uid", "in", [by_ref[call.client_ref] for call in wanted])
        ).grouped("call_uid")
        for call in wanted:
            uid = by_ref[call.client_ref]
            if uid in there:
                call._give_way(there[uid])
            else:
                call.call_uid = uid

    def _give_way(self, told):
        """Leave what is known of a dialled call to the one the phone system told of
        before its reference came."""
        names = (
            "client_ref number phone_sanitized user_id partner_id lead_id stage_id note"
        )
        told._write_changed(
            {
                name: self._fields[name].convert_to_write(self[name], self)
                for name in names.split()
                if self[name]
            }
        )
        self.unlink()

    @api.model
    def _lock_rows(self, provider, by_uid):
        """Make the rows of these calls ours until the end of the transaction.

        :return: ``{call id: state before, False where it is new}``, in a fixed order
        """
        self.flush_model()
        known = dict(
            self.env.execute_query(
                SQL(
                    "SELECT call_uid, state FROM pbx_call "
                    "WHERE provider_id = %s AND call_uid = ANY(%s)",
                    provider.id,
                    list(by_uid),
                )
            )
        )
        if not by_uid:
            return {}
        now = fields.Datetime.now()
        stamp = (self.env.uid, now) * 2
        # In one order everywhere, so that two of these do not wait for each other.
        rows = [
            (
                provider.id,
                provider.company_id.id,
                uid,
                state.direction,
                state.state,
                _moment(state.started_at),
                *stamp,
            )
            for uid, state in sorted(by_uid.items())
        ]
        # Even a row that stays as it is has to be written: a lock alone would let the
        # next one go on without what this transaction knows.
        locked = self.env.execute_query(
            SQL(
                """
                INSERT INTO pbx_call (%s) VALUES %s
                ON CONFLICT (provider_id, call_uid)
                DO UPDATE SET write_date = EXCLUDED.write_date
                RETURNING id, call_uid
                """,
                SQL(", ").join(map(SQL.identifier, COLUMNS)),
                SQL(", ").join(SQL("%s", row) for row in rows),
            )
        )
        new = self.browse(row_id for row_id, uid in locked if uid not in known)
        new.modified(list(self._fields), create=True)
        return {row_id: known.get(uid, False) for row_id, uid in locked}

    # ------------------------------------------------------------
    # FACTS
    # ------------------------------------------------------------

    def _write_facts(self, provider, states):
        numbers = self._normalise(provider, [state.number for state in states.values()])
        for call in self:
            state = states[call.id]
            facts = self._prepare_facts(state, numbers[state.number])
            if state.ref:
                facts["client_ref"] = state.ref
            if call.client_ref and not state.number:
                # Whom it was for is known here, though nobody told.
                del facts["number"], facts["phone_sanitized"]
            call._write_changed(facts)

    @api.model
    def _prepare_facts(self, state, number):
        """Return what a call's state says of it.

        :param number: the client's in E.164, or ``False``
        """
        return {
            "direction": state.direction,
            "state": state.state,
            "number": state.number or False,
            "phone_sanitized": number if state.direction != "internal" else False,
            "line": state.line or False,
            "queue": state.queue or False,
            "started_at": _moment(state.started_at),
            "answered_at": _moment(state.answered_at),
            "ended_at": _moment(state.ended_at),
            "ring_seconds": state.ring_seconds,
            "queue_seconds": state.queue_seconds,
            "talk_seconds": state.talk_seconds,
        }

    # ------------------------------------------------------------
    # LEGS
    # ------------------------------------------------------------

    def _write_legs(self, provider, states):
        """Bring the legs in line with what was told."""
        users = self._get_phone_users(provider)
        teams = self._get_teams(self.env["res.users"].concat(*users.values()))
        legs = self.env["pbx.call.leg"].search(Domain("call_id", "in", self.ids))
        there = {(leg.call_id.id, leg.leg_uid): leg for leg in legs}
        wanted, created = {}, {}
        for call in self:
            for state in states[call.id].legs:
                key = call.id, state.uid
                wanted[key] = state
                if key in there:
                    there[key]._write_changed(self._prepare_leg(state))
                    continue
                user = users.get(state.device, self.env["res.users"])
                team = call._choose_team(teams.get(user, self.env["crm.team"]))
                created[key] = {
                    **self._prepare_leg(state),
                    "call_id": call.id,
                    "company_id": call.company_id.id,
                    "leg_uid": state.uid,
                    "user_id": user.id,
                    "team_id": team.id if user else False,
                }
        new = self.env["pbx.call.leg"].create(list(created.values()))
        there |= dict(zip(created, new, strict=True))
        for key, state in wanted.items():
            by = there.get((key[0], state.transferred_by), legs.browse())
            there[key]._write_changed({"transferred_by_id": by.id})
        legs.filtered(lambda leg: (leg.call_id.id, leg.leg_uid) not in wanted).unlink()

    @api.model
    def _prepare_leg(self, state):
        """Return what a leg's state says of it."""
        return {
            "extension": state.device or False,
            "outcome": state.outcome or False,
            "rang_at": _moment(state.rang_at),
            "answered_at": _moment(state.answered_at),
            "ended_at": _moment(state.ended_at),
            "talk_seconds": state.talk_seconds,
            "transfer": state.transfer or False,
        }
