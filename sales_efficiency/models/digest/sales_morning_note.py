from datetime import timedelta

from odoo import api, fields, models, tools
from odoo.fields import Domain
from odoo.tools.constants import GC_UNLINK_LIMIT

from .sales_pace_mail import BEHIND

#: Notes are kept for this long, to answer who was told what, and why not.
KEEP_DAYS = 366


class SalesMorningNote(models.Model):
    """What a leader was told on a morning, or why nothing was sent.

    There is one per leader, company and day, made in the same transaction as the mail:
    a run that is killed leaves either both or none.
    """

    _name = "sales.morning.note"
    _description = "Sales Morning Note"
    _order = "date desc, id desc"
    _rec_name = "summary"

    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Leader",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, index=True, ondelete="cascade"
    )
    date = fields.Date(string="Day", required=True)
    state = fields.Selection(
        selection=[
            ("sent", "Handed to the mail queue"),
            ("on_pace", "Nobody behind"),
            ("no_plan", "No plan for the teams"),
            ("day_off", "Day off"),
            ("opted_out", "Does not want it"),
            ("no_email", "No e-mail address"),
        ],
        required=True,
        readonly=True,
        copy=True,
    )
    people_count = fields.Integer(string="People", readonly=True)
    behind_count = fields.Integer(string="People Behind", readonly=True)
    summary = fields.Char(compute="_compute_summary")

    _leader_day_uniq = models.UniqueIndex("(user_id, company_id, date)")

    @api.depends("behind_count", "people_count", "date", "user_id")
    @api.depends_context("lang")
    def _compute_summary(self):
        for note in self:
            template = (
                note.env._("%(day)s: %(behind)s of %(people)s behind the plan")
                if note.behind_count
                else note.env._("%(day)s: everyone keeps up with the plan")
            )
            note.summary = template % {
                "day": tools.format_date(note.env, note.date, date_format="EEEE d MMMM")
                if note.date
                else "",
                "behind": note.behind_count,
                "people": note.people_count,
            }

    @api.autovacuum
    def _gc_morning_notes(self):
        """Forget notes after a year."""
        limit = fields.Date.today() - timedelta(days=KEEP_DAYS)
        notes = self.search([("date", "<", limit)], limit=GC_UNLINK_LIMIT)
        notes.unlink()
        return len(notes), len(notes) == GC_UNLINK_LIMIT

    # ------------------------------------------------------------
    # CONTENT
    # ------------------------------------------------------------

    def _get_content(self):
        """Return what the mail shows, as the leader may see it.

        :return: dict with ``day`` (text), ``teams``: ``[{"name", "total", "behind",
            "people_count"}]`` with rows of ``sales.pace.mail``, ``away``:
            ``[{"name", "until"}]``, ``direction`` (ltr or rtl) and links
        """
        self.ensure_one()
        prepared = self.env.context.get("sales_morning_contents", {})
        return prepared.get(self.id) or self._prepare_content(
            self.user_id, self.company_id, self.date
        )

    @api.model
    def _prepare_content(self, leader, company, today):
        """Gather the content for a leader in the leader's own name and language."""
        lang = leader.lang or self.env.user.lang or "en_US"
        context = {"lang": lang, "allowed_company_ids": company.ids, "tz": leader.tz}
        mails = self.env["sales.pace.mail"].with_user(leader).with_context(**context)
        day = mails._get_last_day(today)
        teams = self._get_led_teams(company, leader)
        rows = mails._get_rows(day, team_ids=teams.ids)
        people = {row["user_id"] for row in rows if row["user_id"]}
        base_url = self.get_base_url()
        return {
            "day": mails._format_day(day),
            "teams": [self._get_team_content(rows, team) for team in teams],
            "away": self._get_away(mails, people, today),
            "people_count": len(people),
            "behind_count": len(
                {
                    row["user_id"]
                    for row in rows
                    if row["user_id"] and row["status"] in BEHIND
                }
            ),
            "direction": self.env["res.lang"]._get_data(code=lang).direction or "ltr",
            "board_url": f"{base_url}/odoo/sales-board",
            "unsubscribe_url": self._get_unsubscribe_url(leader),
        }

    @api.model
    def _get_led_teams(self, company, leader):
        return (
            self.env["crm.team"]
            .sudo()
            .search(
                Domain("sales_leader_ids", "in", leader.ids)
                & Domain("company_id", "in", [company.id, False]),
                order="sequence, id",
            )
        )

    @api.model
    def _get_team_content(self, rows, team):
        """Return one team's rows: its sum of the revenue that counts, and who is behind."""
        main = self.env.company._get_sales_revenue_metric().code
        own = [row for row in rows if row["team_id"] == team.id]
        totals = [row for row in own if not row["user_id"] and not row["scope"]]
        people = [row for row in own if row["user_id"]]
        return {
            "name": team.name,
            "total": next(
                (row for row in totals if row["metric"] == main),
                next(iter(totals), None),
            ),
            "behind": [row for row in people if row["status"] in BEHIND],
            "people_count": len({row["user_id"] for row in people}),
        }

    @api.model
    def _get_away(self, mails, user_ids, today):
        """Return who of them should work today but is away, and until when."""
        users = mails.env["res.users"].browse(sorted(user_ids))
        absences = mails.env["sales.board"]._get_absences(users, today)
        return [
            {
                "name": user.sudo().name,
                "until": mails._format_day(fields.Date.to_date(absences[user.id])),
            }
            for user in users
            if user.id in absences
        ]

    @api.model
    def _get_unsubscribe_url(self, leader):
        return (
            f"{self.get_base_url()}/sales_efficiency/morning_note/unsubscribe"
            f"?user_id={leader.id}&token={leader._get_sales_morning_token()}"
        )
