from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.anonymity import is_anonymous
from ...tools.deal_size import (
    LEAST_OFFERS,
    STAY_BELOW,
    Share,
    count_classes,
    describe,
    get_edges,
    get_rank,
    get_threshold,
)
from .offer_crowd import Crowd

#: Days that are looked at by default, and at most.
DEFAULT_DAYS, MOST_DAYS = 90, 3650
#: Periods up to today that the screen offers. In days of one's own choice the figures of
#: others are not told to who does not lead them: one more day would be one more offer.
PERIODS = (30, 90, 180, 365)
#: What of the others' figures is told to who does not lead them, where these tell of none
#: of them (``tools/anonymity.py``): neither one deal, nor what a sum could be taken from.
TOLD = ("average", "median")


class SalesDealSize(models.AbstractModel):
    """How large deals are, person by person beside the team, in one call."""

    _name = "sales.deal.size"
    _description = "Deal Size"

    @api.model
    @api.readonly
    def get_deal_sizes(self, options=None):
        """Return everything the screen shows, with a fixed number of queries.

        Callers see the people their rights allow; of the others in a person's team only
        what all of them do together.

        :param dict options: ``user_id`` and ``team_id`` (who is shown, all by default),
            ``date_from`` and ``date_to`` (days as ``YYYY-MM-DD``, both included) or the
            last ``days``, and ``kind``: sizes of each ``offer`` or of each ``order``.
            Who leads nobody has the choice of ``PERIODS``
        :return: dict with ``people`` (the list, who holds back most first), ``figures``
            and ``others`` (of who is shown and of the rest of the team), ``classes`` of
            the picture, a ``sentence``, and ``effort`` by product group; shares in
            percent, ``None`` where undefined
        """
        # Zones and currencies are read once for all that is asked here.
        self = self.with_env(self.env["sales.fact"]._with_places().env)
        # Offers look costly to PostgreSQL one by one: compiling its queries, as it would,
        # takes longer than they do.
        self.env.cr.execute("SET LOCAL jit = off")
        options = dict(options or {})
        first, last = self._get_days(options)
        user, team = self._get_who(options)
        kind = "order" if options.get("kind") == "order" else "offer"
        scope = self._get_scope(first, last, team)
        crowd = self._get_crowd(scope, first, last, team)
        people = self._get_people(crowd, kind)
        shown = crowd.of(user) if user else crowd.everybody
        others = self._get_others(crowd, user, kind) if user else None
        domain = scope & (Domain("user_id", "=", user.id) if user else Domain.TRUE)
        return {
            "date_from": str(first),
            "date_to": str(last),
            "kind": kind,
            "currency_id": self.env.company.currency_id.id,
            "least": LEAST_OFFERS,
            "user": self._get_name(user),
            "team": self._get_name(team),
            "is_fixed": not self._is_leader(),
            "people": people,
            "teams": [self._get_name(one) for one in crowd.teams.sorted("name")],
            "figures": self._describe(shown, kind),
            "others": others and self._describe_others(crowd, user, others),
            "classes": self._get_classes(
                shown.get_amounts(kind), others, bool(user) and crowd.is_open(user)
            ),
            "sentence": self._get_sentence(user, people),
            "domain": list(domain),
            "context": {"sales_offer_dates": [str(first), str(last)]},
            "effort": self._get_effort(first, last, user, team),
        }

    # ------------------------------------------------------------
    # WHAT IS ASKED FOR
    # ------------------------------------------------------------

    @api.model
    def _get_days(self, options):
        """Return the first and the last day of the period.

        :raise UserError: on days that are none, or in the wrong order
        """
        today = self.env.user._get_sales_today()
        if not self._is_leader():
            days = options.get("days")
            days = days if days in PERIODS else DEFAULT_DAYS
            return today - timedelta(days=days - 1), today
        try:
            last = fields.Date.to_date(options.get("date_to"))
            first = fields.Date.to_date(options.get("date_from"))
        except (TypeError, ValueError) as error:
            raise UserError(
                self.env._(
                    "The period needs two days such as 2017-08-15: %(error)s",
                    error=error,
                )
            ) from error
        last = last or today
        days = options.get("days")
        if not isinstance(days, int) or not 0 < days <= MOST_DAYS:
            days = DEFAULT_DAYS
        first = first or last - timedelta(days=days - 1)
        if first > last:
            raise UserError(
                self.env._(
                    "The period begins after it ends: choose an earlier first day."
                )
            )
        return first, last

    @api.model
    def _get_who(self, options):
        """Return the person and the team that are asked for."""
        users, teams = self.env["res.users"], self.env["crm.team"]
        if not self._is_leader():
            return self.env.user, teams
        return (
            users.browse(int(options.get("user_id") or 0)).exists(),
            teams.browse(int(options.get("team_id") or 0)).exists(),
        )

    @api.model
    def _is_leader(self):
        return self.env.user.has_group("sales_efficiency.group_sales_efficiency_leader")

    @api.model
    def _is_period(self, first, last):
        """Tell whether days are one of the periods that are offered to everybody."""
        today = self.env.user._get_sales_today()
        return last == today and (last - first).days + 1 in PERIODS

    @api.model
    def _is_manager(self):
        return self.env.user.has_group(
            "sales_efficiency.group_sales_efficiency_manager"
        )

    @api.model
    def _get_led_teams(self):
        """Return ids of the teams whose offers the caller may read one by one."""
        if not self._is_leader():
            return set()
        teams = self.env["crm.team"].sudo()
        return set(teams.search([("sales_leader_ids", "in", self.env.user.ids)]).ids)

    @api.model
    def _get_scope(self, first, last, team=None):
        """Return the condition on offers; what costs nothing has no size."""
        domain = (
            self.env["sales.fact"]._get_period_domain(first, last)
            & Domain("company_id", "=", self.env.company.id)
            & Domain("amount", ">", 0)
        )
        return domain & Domain("team_id", "=", team.id) if team else domain

    @api.model
    def _get_crowd(self, scope, first, last, team):
        """Return the offers of those the caller may see, and of their teams."""
        report = self.env["sales.offer.report"].with_context(
            sales_offer_dates=[str(first), str(last)]
        )
        led = None if self._is_manager() else self._get_led_teams()
        crowd = Crowd(self.env, led, self._is_period(first, last))
        crowd.read_own(report, scope)
        if led is None and not team:
            crowd.others = crowd.heaps
        else:
            # A person's team is the same, whichever team is looked at.
            crowd.read_others(report.sudo(), self._get_scope(first, last))
        crowd.read_teams(self.env.company)
        return crowd

    @api.model
    def _get_others(self, crowd, user, kind):
        """Return the amounts of the others in a person's team, ``None``: not told."""
        if not self._may_compare(crowd, user, kind):
            return None
        return crowd.get_others(user, kind)

    @api.model
    def _may_compare(self, crowd, user, kind):
        """Say whether the caller may see what the others have together."""
        if user not in crowd.people | self.env.user:
            return False
        if crowd.is_open(user):
            return crowd.has_others(user, kind)
        return crowd.is_period and is_anonymous(crowd.get_parts(user, kind))

    # ------------------------------------------------------------
    # PRESENT
    # ------------------------------------------------------------

    @api.model
    def _get_name(self, record):
        name = record.sudo().name
        return {"id": record.id, "name": name} if record else None

    @api.model
    def _describe(self, heap, kind):
        """Return what is told of one heap of offers."""
        threshold = get_threshold(heap.offers)
        above = Share.of(heap.offers, threshold) if threshold else None
        return self._describe_amounts(heap.get_amounts(kind)) | {
            "offers": len(heap.offers),
            "orders": len(heap.orders),
            "items": heap.items / len(heap.orders) if heap.orders else None,
            "threshold": threshold,
            "above": above and above.above,
            "former_threshold": heap.former_threshold,
            "former_above": heap.former_above,
            "former_share": heap.former_share,
        }

    @api.model
    def _describe_amounts(self, amounts):
        return describe(amounts)._asdict()

    @api.model
    def _describe_others(self, crowd, user, amounts):
        """Return what is told of the others in a person's team."""
        figures = self._describe_amounts(amounts)
        if crowd.is_open(user):
            return figures
        return {name: figures[name] for name in TOLD}

    @api.model
    def _get_classes(self, amounts, others, is_open):
        """Return the classes that the person and the others share, with their shares.

        Shares of others are whole percents unless they are open to the caller: exact ones
        tell of how many they are. Nor have their largest deals classes of their own then.
        """
        shown = others or []
        if not is_open:
            largest = get_rank(shown, STAY_BELOW)
            shown = [amount for amount in shown if amount <= largest]
        edges = get_edges([*amounts, *shown])
        counts = count_classes(amounts, edges)
        counts_others = count_classes(others or [], edges)
        shares = [
            100 * count / len(others) if others else None for count in counts_others
        ]
        if others and not is_open:
            shares = [round(share) for share in shares]
        return [
            {
                "from": edge,
                "to": edges[index + 1] if index + 1 < len(edges) else None,
                "count": counts[index],
                "share": 100 * counts[index] / len(amounts) if amounts else None,
                "others": shares[index],
            }
            for index, edge in enumerate(edges)
        ]
