"""The offers behind one screen, read once and heaped up by person and team."""

from odoo.fields import Domain

from ...tools.deal_size import Share


class Heap:
    """Amounts of offers, in their order, and of the orders among them."""

    def __init__(self):
        self.offers, self.orders, self.items = [], [], 0
        self.former_threshold = self.former_above = None

    def add(self, amounts, is_won, items=0):
        """Put offers on the heap."""
        self.offers += amounts
        if is_won:
            self.orders += amounts
            self.items += items

    def add_former(self, threshold, above):
        """Count offers above the threshold of the period before."""
        if threshold is not None:
            self.former_threshold = threshold
            self.former_above = (self.former_above or 0) + (above or 0)

    def sort(self):
        """Bring all in order, once, for what is counted afterwards."""
        self.offers.sort()
        self.orders.sort()

    def get_amounts(self, kind):
        """Return the amounts of each ``offer`` or of each ``order``."""
        return self.orders if kind == "order" else self.offers

    @property
    def former_share(self):
        """Percent of the offers above the threshold of the period before."""
        if self.former_above is None or not self.offers:
            return None
        return 100 * self.former_above / len(self.offers)


class Crowd:
    """Whose offers are looked at, and what the teams of these people offer.

    :param env: the caller's
    :param led: ids of the teams the caller may read all offers of, ``None``: of all
    :param is_period: whether the days are those that everybody may compare in
    """

    def __init__(self, env, led, is_period):
        self.env, self.led, self.is_period = env, led, is_period
        self.people = env["res.users"]
        self.teams = env["crm.team"]
        #: ``{(user id, team id): Heap}``
        self.heaps, self.others = {}, {}
        self.by_user, self.everybody = {}, Heap()
        #: ``{team id: {user id: Heap}}`` and ``{team id: Heap}`` of all its people
        self.by_team, self.wholes = {}, {}
        self.memberships, self.own_teams = {}, {}

    def read_own(self, report, domain):
        """Read the offers the caller may see, and how many items were ordered."""
        groups = report._read_group(
            domain,
            ["user_id", "team_id", "won"],
            ["amount:array_agg", "threshold:max", "above_threshold:sum"],
        )
        items = report._count_items(domain)
        for user, team, won, amounts, threshold, above in groups:
            key = user.id, team.id
            heaps = [self.everybody, self.heaps.setdefault(key, Heap())]
            if user:
                heaps.append(self.by_user.setdefault(user.id, Heap()))
                heaps[-1].add_former(threshold, above)
            for heap in heaps:
                heap.add(amounts, won, items.get(key, 0))
            self.people |= user
            self.teams |= team
        for heap in (self.everybody, *self.heaps.values(), *self.by_user.values()):
            heap.sort()

    def read_others(self, report, domain):
        """Read what teams offer, whoever may see whose."""
        for user, team, won, amounts in report._read_group(
            domain, ["user_id", "team_id", "won"], ["amount:array_agg"]
        ):
            self.others.setdefault((user.id, team.id), Heap()).add(amounts, won)

    def read_teams(self, company):
        """Read who is in which team, and heap up what the people of each offer."""
        domain = Domain("crm_team_id.company_id", "in", [False, company.id])
        members = self.env["crm.team.member"].sudo()
        for member in members.search_fetch(domain, ["user_id", "crm_team_id"]):
            self.memberships.setdefault(member.user_id.id, set()).add(
                member.crm_team_id.id
            )
        for (user_id, team_id), heap in self.others.items():
            heap.sort()
            # What belongs to nobody, or to no team, is no colleague's.
            if user_id and team_id:
                self.own_teams.setdefault(user_id, set()).add(team_id)
                self.by_team.setdefault(team_id, {})[user_id] = heap
                whole = self.wholes.setdefault(team_id, Heap())
                whole.offers += heap.offers
                whole.orders += heap.orders
        for whole in self.wholes.values():
            whole.sort()

    def of(self, user):
        """Return the offers of a person."""
        return self.by_user.get(user.id) or Heap()

    def get_teams(self, user):
        """Return the teams of a person; of who left, those the offers were made in."""
        return self.memberships.get(user.id) or self.own_teams.get(user.id, set())

    def is_open(self, user):
        """Tell whether the caller may read all that a person is compared with."""
        return self.led is None or self.get_teams(user) <= self.led

    def _iter_others(self, user, kind, without=frozenset()):
        """Yield ``(user id, amounts)`` of the others in the teams of a person."""
        for team in (self.get_teams(user) & self.by_team.keys()) - without:
            for user_id, heap in self.by_team[team].items():
                if user_id != user.id:
                    yield user_id, heap.get_amounts(kind)

    def has_others(self, user, kind):
        """Tell whether there is anything to compare a person with."""
        return any(amounts for _user_id, amounts in self._iter_others(user, kind))

    def get_parts(self, user, kind):
        """Return how many amounts there are of each of the others, and their sum.

        What the caller may read is not hidden among the rest: it could be taken away.
        """
        parts = {}
        for user_id, amounts in self._iter_others(user, kind, self.led or set()):
            count, total = parts.get(user_id, (0, 0))
            parts[user_id] = count + len(amounts), total + sum(amounts)
        return list(parts.values())

    def get_others(self, user, kind):
        """Return the amounts of the others in the teams of a person, in their order."""
        found = []
        for _user_id, amounts in self._iter_others(user, kind):
            found += amounts
        return sorted(found)

    def get_share_of_others(self, user, threshold):
        """Return how many offers of the others in a person's teams lie above a sum."""
        total = Share(0, 0)
        for team in self.get_teams(user) & self.by_team.keys():
            share = Share.of(self.wholes[team].offers, threshold)
            if own := self.by_team[team].get(user.id):
                share = share.less(Share.of(own.offers, threshold))
            total = Share(total.above + share.above, total.count + share.count)
        return total
