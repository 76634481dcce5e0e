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
    """Whose offers are looked at, and what the teams of these people offer."""

    def __init__(self, env):
        self.env = env
        self.people = env["res.users"]
        self.teams = env["crm.team"]
        #: ``{(user id, team id): Heap}``
        self.heaps, self.others = {}, {}
        self.by_user, self.by_team = {}, {}
        self.everybody, self.all_others = Heap(), Heap()
        self.memberships, self.sellers = {}, {}

    def read_own(self, report, domain):
        """Read the offers the caller may see, in one query."""
        groups = report._read_group(
            domain,
            ["user_id", "team_id", "won"],
            [
                "amount:array_agg",
                "product_count:sum",
                "threshold:max",
                "above_threshold:sum",
            ],
        )
        for user, team, won, amounts, items, threshold, above in groups:
            heaps = [self.everybody, self.heaps.setdefault((user.id, team.id), Heap())]
            if user:
                heaps.append(self.by_user.setdefault(user.id, Heap()))
                heaps[-1].add_former(threshold, above)
            for heap in heaps:
                heap.add(amounts, won, items or 0)
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
        """Read who is in which team, and heap up what each team offers."""
        members = self.env["crm.team.member"].sudo()
        domain = Domain("crm_team_id.company_id", "in", [False, company.id])
        for member in members.search_fetch(domain, ["user_id", "crm_team_id"]):
            self.memberships.setdefault(member.user_id.id, set()).add(
                member.crm_team_id.id
            )
        for (user_id, team_id), heap in self.others.items():
            self.sellers.setdefault(team_id, set()).add(user_id)
            for whole in (self.by_team.setdefault(team_id, Heap()), self.all_others):
                whole.offers += heap.offers
                whole.orders += heap.orders
        for heap in (*self.others.values(), *self.by_team.values(), self.all_others):
            heap.sort()

    def of(self, user):
        """Return the offers of a person."""
        return self.by_user.get(user.id) or Heap()

    def get_other_people(self, user):
        """Return who else offers in the teams of a person."""
        teams = self.memberships.get(user.id) or self.by_team
        people = set().union(*(self.sellers.get(team, ()) for team in teams))
        return people - {user.id, False}

    def get_others(self, user):
        """Return what the others in the teams of a person offer."""
        found = Heap()
        teams = self.memberships.get(user.id)
        for (user_id, team_id), heap in self.others.items():
            if user_id not in (user.id, False) and (not teams or team_id in teams):
                found.offers += heap.offers
                found.orders += heap.orders
        found.sort()
        return found

    def get_share_of_others(self, user, threshold):
        """Return how many offers of the others in a person's teams lie above a sum."""
        teams = self.memberships.get(user.id)
        wholes = [self.all_others]
        if teams:
            wholes = [self.by_team[team] for team in teams if team in self.by_team]
        total = Share(0, 0)
        for whole in wholes:
            share = Share.of(whole.offers, threshold)
            total = Share(total.above + share.above, total.count + share.count)
        for key in {(user.id, team) for team in teams} if teams else self.others:
            if key[0] in (user.id, False) and key in self.others:
                total = total.less(Share.of(self.others[key].offers, threshold))
        return total
