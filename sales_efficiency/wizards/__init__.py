from . import (
    deputy_choose,
    handover_transfer,
    headcount,
    lead_door_key,
    lead_replay,
    lead_replay_line,
    load_level,
    meeting_move,
    plan_spread,
    plan_spread_basis,
    plan_spread_line,
    plan_spread_people,
)
