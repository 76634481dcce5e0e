import logging
from datetime import timedelta

from psycopg2.errors import LockNotAvailable, SerializationFailure, UniqueViolation

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, mute_logger, split_every

from ...tools.listening import Candidate, draw, make_seed

_logger = logging.getLogger(__name__)

#: People whose calls are drawn in one transaction.
CHUNK = 50


class PbxListening(models.Model):
    """The draw of the day: whose calls, out of what, and kept with its reasons."""

    _inherit = "pbx.listening"

    @api.model
    def _cron_draw(self):
        """Draw the calls of the day for everybody who works on it; note what is overdue.

        Run again, it draws nothing twice: it fills up where a pool had too little. Each
        chunk is committed. Several workers may run it: they take turns, and the unique
        indexes have the last word.
        """
        cron = self.env["ir.cron"]
        companies = self.env["res.company"].sudo().search([])
        left = cron._commit_progress(remaining=len(companies))
        for index, company in enumerate(companies):
            here = self.with_company(company).sudo()
            try:
                here._mark_past(company)
                here._hand_over(company)
                for count in here._draw_all(company):
                    left = cron._commit_progress(
                        count, remaining=len(companies) - index
                    )
                    if not left:
                        return
            except (SerializationFailure, UniqueViolation):
                # Somebody reviews one of these calls this very moment, or draws, too.
                self.env.cr.rollback()
                _logger.info(
                    "Calls of company %s are drawn with the next run", company.id
                )
        cron._commit_progress(remaining=0)

    @api.model
    def _draw_all(self, company):
        """Draw for everybody of a company, chunk by chunk.

        :return: generator of how many people were seen to
        """
        if company.pbx_listening_count <= 0:
            return
        people = self._get_people(company)
        for chunk in split_every(CHUNK, people.ids):
            if not self._take_turn():
                return
            self._draw_for(people.browse(chunk), company)
            yield len(chunk)

    @api.model
    def _draw_for(self, users, company):
        """Draw what people still lack of today's calls.

        :return: the rows made
        """
        days = self._get_days(users)
        lacks = self._get_lacks(days, company)
        pools = self._get_pools([user_id for user_id in lacks], company)
        heard = self._get_heard(list(pools), company)
        salt = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        values = []
        for user in users:
            pool, (first, count) = pools.get(user.id), lacks.get(user.id, (0, 0))
            if not pool or count <= 0:
                continue
            seed = make_seed(days[user.id], user.id, f"{company.id}-{first}-{salt}")
            candidates = [Candidate(row[0], row[1]) for row in pool]
            picks = draw(seed, candidates, count, heard[user.id])
            values += [
                self._prepare_listening(user, company, seed, pool, heard[user.id], pick)
                | {"day": days[user.id], "rank": first + index}
                for index, pick in enumerate(picks)
            ]
            for index, one in enumerate(values[len(values) - len(picks) :]):
                one["drawn_of"]["index"] = index
        rows = self.create(values)
        rows._set_heads(company)
        return rows

    @api.model
    def _prepare_listening(self, user, company, seed, pool, heard, pick):
        talk = next(
            seconds for call, _traits, seconds, _team in pool if call == pick.call
        )
        team = next(team for call, _traits, _seconds, team in pool if call == pick.call)
        traits = next(traits for call, traits, *_more in pool if call == pick.call)
        return {
            "user_id": user.id,
            "company_id": company.id,
            "team_id": team or user.sale_team_id.id,
            "call_id": pick.call,
            "stage_id": traits[0] or False,
            "talk_seconds": talk,
            "seed": seed,
            "drawn_of": {
                "calls": [[call, *traits] for call, traits, *_more in pool],
                "heard": [list(traits) for traits in heard],
            },
            "pool_size": len(pool),
            "place": pick.place,
            "load": pick.load,
        }

    # ------------------------------------------------------------
    # WHO AND WHEN
    # ------------------------------------------------------------

    @api.model
    def _get_people(self, company):
        """Return who of a company talked lately."""
        since = fields.Datetime.now() - timedelta(days=company.pbx_listening_days)
        rows = self.env["pbx.call.leg"]._read_group(
            Domain("call_id.company_id", "=", company.id)
            & Domain("call_id.started_at", ">=", since)
            & Domain("call_id.number_kind", "!=", "own")
            & Domain("user_id", "!=", False)
            & Domain("talk_seconds", ">", 0),
            ["user_id"],
        )
        users = self.env["res.users"].union(*(user for (user,) in rows))
        return users.filtered(lambda user: user.active and not user.share).sorted("id")

    @api.model
    def _get_days(self, users):
        """Return ``{user_id: today}`` of who works today, where each of them works."""
        days = users._get_pbx_days()
        return {user_id: day for user_id, (day, works, _away) in days.items() if works}

    @api.model
    def _get_lacks(self, days, company):
        """Return ``{user_id: (next rank, how many calls are missing)}``."""
        rows = self._read_group(
            Domain("company_id", "=", company.id)
            & Domain("user_id", "in", list(days))
            & Domain("day", "in", list(set(days.values()))),
            ["user_id", "day:day"],
            ["rank:max"],
        )
        drawn = {
            user.id: rank
            for user, day, rank in rows
            if days[user.id] == fields.Date.to_date(day)
        }
        lacks = {}
        for user_id in days:
            done = drawn.get(user_id, 0)
            if done < company.pbx_listening_count:
                lacks[user_id] = (done + 1, company.pbx_listening_count - done)
        return lacks

    @api.model
    def _take_turn(self):
        """Tell whether this worker may do the next chunk; until it is committed.

        The lock keeps nobody from reading or ticking off, only other workers from
        drawing. Taken first, it makes the chunk see what they have committed.
        """
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint(flush=False):
                self.env.cr.execute(
                    SQL(
                        "LOCK TABLE %s IN SHARE UPDATE EXCLUSIVE MODE NOWAIT",
                        SQL.identifier(self._table),
                    )
                )
        except LockNotAvailable:
            _logger.info("Another worker is drawing calls, leaving it to that one")
            return False
        return True
