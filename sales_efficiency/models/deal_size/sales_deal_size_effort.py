from odoo import api, models
from odoo.fields import Domain

#: Sums of a product group, as ``sales.effort.report`` names them.
COUNTS = (
    "deal_count",
    "meeting_count",
    "call_count",
    "offer_count",
    "effort",
    "won_count",
    "lost_count",
    "revenue",
)
#: Whose shares are held against each other.
SHARED = ("effort", "revenue")
#: Percent points between shares of work and of money before it is said in words.
LEAST_GAP = 5
#: Contacts there must be before anything is said in words.
LEAST_EFFORT = 20


class SalesDealSize(models.AbstractModel):
    """What is put into each product group, and what comes out of it."""

    _inherit = "sales.deal.size"

    @api.model
    def _get_effort(self, first, last, user, team):
        """Return product groups with their shares of work and money."""
        domain = self.env["sales.fact"]._get_period_domain(first, last) & Domain(
            "company_id", "=", self.env.company.id
        )
        if user:
            domain &= Domain("user_id", "=", user.id)
        if team:
            domain &= Domain("team_id", "=", team.id)
        rows = [
            {
                "id": category.id,
                "name": category.sudo().display_name or self.env._("Not known"),
                **sums,
            }
            for category, sums in self._read_effort(domain).items()
        ]
        for row in rows:
            if not row["won_count"] + row["lost_count"]:
                row["win_rate"] = None
        for name in ("meeting_count", *SHARED):
            whole = sum(row[name] for row in rows)
            for row in rows:
                # Where more was taken back than sold, shares mean nothing.
                row[f"{name}_share"] = 100 * row[name] / whole if whole > 0 else None
        rows.sort(key=lambda row: (-row["effort"], -row["revenue"], row["name"]))
        return {
            "rows": rows,
            "sentence": self._get_effort_sentence(rows),
            "domain": list(domain),
        }

    @api.model
    def _read_effort(self, domain):
        """Sum up what is done and earned, ``{category: {name: sum}}``.

        In one query per kind of rows: the database sums up each of them while it reads,
        but would sort all of them together.
        """
        report = self.env["sales.effort.report"]
        names, found = [*COUNTS, "win_rate"], {}
        for kind in report._fields["kind"].get_values(self.env):
            for category, *sums in report._read_group(
                domain & Domain("kind", "=", kind),
                ["product_categ_id"],
                [*(f"{name}:sum" for name in COUNTS), "win_rate:avg"],
            ):
                known = found.setdefault(category, dict.fromkeys(names, 0))
                for name, value in zip(names, sums, strict=True):
                    known[name] += value or 0
        return found

    @api.model
    def _get_effort_sentence(self, rows):
        """Name the group that takes most work for what it brings, empty if none does."""
        known = [row for row in rows if row["id"]]
        effort, revenue = (sum(row[name] for row in rows) for name in SHARED)
        if effort < LEAST_EFFORT or revenue <= 0:
            return ""
        worst = max(
            known,
            key=lambda row: row["effort_share"] - row["revenue_share"],
            default=None,
        )
        if not worst or worst["effort_share"] - worst["revenue_share"] < LEAST_GAP:
            return ""
        return self.env._(
            "%(group)s gets %(effort)s %% of the contacts and brings %(revenue)s %% of the "
            "money.",
            group=worst["name"],
            effort=round(worst["effort_share"]),
            revenue=round(worst["revenue_share"]),
        )
