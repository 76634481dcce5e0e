"""Which way a deal goes along the stages of its team, and what it leaves out.

Stages may be for everybody or for some teams:

>>> order = StageOrder([("new", ()), ("offer", ()), ("visit", ("field",)), ("won", ())])
>>> order.kind("new", "won", "pending", "pending")
'forward'
>>> order.kind("offer", "new", "pending", "pending")
'back'

A visit is left out by those who have that stage only:

>>> order.skipped("new", "won", "field"), order.skipped("new", "won", "phone")
(2, 1)
>>> order.skipped("won", "new", "field")
0

How a deal ends weighs more than where:

>>> order.kind("offer", "offer", "pending", "lost")
'lost'
>>> order.kind("offer", "won", "pending", "won"), order.kind("won", "new", "won", "pending")
('won', 'reopened')

Stages that are no more have no place, and nothing is left out on the way from them:

>>> order.kind("gone", "new", "pending", "pending"), order.skipped("gone", "won", "field")
('forward', 0)
"""


class StageOrder:
    """The stages of a pipeline, first to last.

    :param stages: pairs of a stage and the teams it is for; none: for all
    """

    def __init__(self, stages):
        self._places = {stage: place for place, (stage, _teams) in enumerate(stages)}
        self._teams = [frozenset(teams) for _stage, teams in stages]

    def kind(self, stage, next_stage, outcome, next_outcome):
        """Return which way a deal goes.

        :param outcome: of the deal before: ``pending``, ``won`` or ``lost``
        :return: ``forward``, ``back``, ``won``, ``lost`` or ``reopened``
        """
        if outcome != next_outcome:
            return "reopened" if next_outcome == "pending" else next_outcome
        return "back" if self._get_hop(stage, next_stage) < 0 else "forward"

    def skipped(self, stage, next_stage, team):
        """Return how many stages of a team lie between, on a way forward."""
        hop = self._get_hop(stage, next_stage)
        if hop < 2:
            return 0
        place = self._places[stage]
        return sum(
            not teams or team in teams for teams in self._teams[place + 1 : place + hop]
        )

    def _get_hop(self, stage, next_stage):
        """Return how many places further the next stage is, 0 where that is not known."""
        if stage in self._places and next_stage in self._places:
            return self._places[next_stage] - self._places[stage]
        return 0
