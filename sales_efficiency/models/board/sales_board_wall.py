from dataclasses import dataclass, field
from datetime import date, timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.pace import combine, percent
from ...tools.ranking import places

#: What of a pace row a screen on the wall shows.
ROW_FIELDS = ("status", "pace", "plan", "fact", "expected", "gap")
#: Teams a screen names one by one in its heading.
NAMED_TEAMS = 2
#: Screens read again by themselves before this has passed.
READ_AGAIN = timedelta(minutes=10)


@dataclass
class Wall:
    """What the slides of one screen are made of, gathered once."""

    day: date
    metric: models.BaseModel
    rows: list
    cards: dict
    names: dict = field(default_factory=dict)

    @property
    def people(self):
        return [row for row in self.rows if row.user_id]


class SalesBoard(models.Model):
    _inherit = "sales.board"

    @api.model
    @api.readonly
    def get_wall_data(self, board_id=None):
        """Return the whole screen as at today, ready to be shown: one call, plain data.

        Everybody gets what the own rights allow, as on the board.

        :param int board_id: the company's first board by default
        :return: dict with the ``board``, what stands above and beside the slides
            (``total``, ``today``, ``norms``, ``closed``) and the ``slides`` that have
            something to show; ``{"board": None}`` where there is no such board
        """
        domain = (
            Domain("id", "=", board_id)
            if board_id
            else Domain("company_id", "=", self.env.company.id)
        )
        board = self.search(domain, limit=1)
        return board._get_wall_data() if board else {"board": None}

    def _get_wall_data(self):
        """Return what :meth:`get_wall_data` promises, for this board."""
        self.ensure_one()
        board = self.with_company(self.company_id)
        wall = board._gather_wall()
        frame = board._get_frame(wall.day, wall.metric)
        norms = board._get_wall_norms(wall)
        return {
            "board": board._get_wall_head(),
            "now": fields.Datetime.now().isoformat() + "Z",
            "due": board._get_wall_due(),
            "date": frame["date"],
            "period": frame["period"],
            "working_day": frame["working_day"],
            "working_days": frame["working_days"],
            "metric": {"name": wall.metric.name, "unit": wall.metric.unit},
            "total": board._get_wall_total(wall),
            "today": board._get_today(wall.people, wall.cards, wall.day),
            "norms": norms,
            "closed": board._get_wall_closed(wall),
            "slides": board._get_wall_slides(wall, norms),
        }

    # ------------------------------------------------------------
    # GATHER
    # ------------------------------------------------------------

    def _gather_wall(self):
        """Read the pace and side figures of everybody on the board."""
        day = self.env.user._get_sales_today()
        metric = self.metric_id or self.company_id._get_sales_revenue_metric()
        rows = self.env["sales.plan"]._get_pace_rows(
            day, team_ids=self.team_ids.ids or None, metrics=metric
        )
        rows = [row for row in rows if not row.scope]
        people = [row for row in rows if row.user_id]
        users = self.env["res.users"].sudo().browse([row.user_id for row in people])
        return Wall(
            day=day,
            metric=metric,
            rows=rows,
            cards=self._get_cards(people, day),
            names={user.id: user.name for user in users},
        )

    def _get_team_domain(self):
        """Return the domain on facts and days that the board's teams stand for."""
        teams = self.team_ids
        return Domain("team_id", "in", teams.ids) if teams else Domain.TRUE

    def _get_wall_due(self):
        """Return when figures change by time alone, if a screen would show it late."""
        until = fields.Datetime.now() + READ_AGAIN
        moment = self.env["calendar.event"]._get_next_over(self.company_id, until)
        return moment.isoformat() + "Z" if moment else None

    def _get_wall_users(self):
        """Return the people whose faces the board may show."""
        board = self.with_company(self.company_id)
        lines = board.env["sales.plan"]._get_pace_lines(
            board.env.user._get_sales_today(), None, board.team_ids.ids or None, None
        )
        return lines.user_id

    # ------------------------------------------------------------
    # PRESENT
    # ------------------------------------------------------------

    def _get_wall_head(self):
        """Return what identifies the screen; its clock runs in the company's zone."""
        company = self.company_id
        return {
            "id": self.id,
            "name": self.name,
            "company": company.sudo().name,
            "company_id": company.id,
            "currency_id": company.currency_id.id,
            "theme": self.theme,
            "zone": company.sudo()._get_sales_calendar().tz or "UTC",
        }

    def _get_wall_row(self, row):
        """Return the figures of a pace row that a screen shows."""
        pace = row if isinstance(row, dict) else row.pace.as_dict()
        return {name: pace[name] for name in ROW_FIELDS}

    def _get_wall_total(self, wall):
        """Return the department's row, the sum of the board's teams, or the own row."""
        department, teams = None, []
        for row in wall.rows:
            if row.team_id and not row.user_id:
                teams.append(row)
            elif not row.user_id:
                department = row
        if department:
            return self._get_wall_row(department) | {
                "label": self.env._("Department"),
            }
        if teams:
            return self._sum_wall_teams(teams)
        own = [row for row in wall.people if row.user_id == self.env.uid]
        if own:
            return self._get_wall_row(own[0]) | {"label": self.env.user.name}
        return None

    def _sum_wall_teams(self, rows):
        """Sum the teams up that are on the board or led by the reader."""
        teams = self.env["crm.team"].sudo().browse([row.team_id for row in rows])
        if len(rows) <= NAMED_TEAMS:
            label = ", ".join(teams.mapped("name"))
        else:
            label = self.env._("%(count)s teams", count=len(rows))
        first = rows[0].pace
        pace = combine(
            [row.pace for row in rows],
            first.working_days,
            first.worked_days,
            self.company_id._get_sales_thresholds(),
        )
        return self._get_wall_row(pace.as_dict()) | {"label": label}

    def _get_wall_norms(self, wall):
        """Return the day's norms summed over people, those the board shows."""
        norms = self._sum_norms(wall.cards)
        shown = set(self.metric_ids.mapped("code"))
        return [
            {
                "name": norm["name"],
                "unit": norm["unit"],
                "done": norm["done"],
                "norm": norm["norm"],
                "share": percent(norm["done"], norm["norm"]),
            }
            for norm in norms
            if norm["norm"] and (not shown or norm["code"] in shown)
        ]

    def _get_wall_closed(self, wall):
        """Return today's deals, without the clients where the board hides them."""
        return [
            {
                "user": deal["user"],
                "client": deal["client"] if self.has_client_names else "",
                "amount": deal["amount"],
            }
            for deal in self._get_closed_today(
                wall.metric, wall.day, self._get_team_domain()
            )
        ]

    def _get_wall_person(self, user_id, name):
        """Return name and face of somebody on the board."""
        base = self.env.context.get("sales_wall_path")
        return {
            "id": user_id,
            "name": name,
            "avatar": f"{base}/avatar/{user_id}"
            if base
            else f"/web/image/res.users/{user_id}/avatar_128",
        }

    def _rank(self, scores):
        """Return ``[(key, place)]``, the best first."""
        return list(places(scores).items())

    def _get_wall_slides(self, wall, norms):
        """Return the slides that have something to show."""
        slides = self.slide_ids or self.env["sales.board.slide"].new({"type": "pace"})
        totals = slides._get_metric_totals(self, wall)
        result = []
        for slide in slides:
            content = slide._get_content(self, wall, norms, totals)
            if content is not None:
                result.append(
                    {
                        "id": slide.id or 0,
                        "type": slide.type,
                        "title": slide._get_title(),
                        "seconds": slide.duration_seconds,
                        **content,
                    }
                )
        return result
