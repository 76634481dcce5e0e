# What records inherit from has to be there before them.
from . import kept, live, published

# isort: split
from . import (
    board,
    crm,
    deal_size,
    settings,
    digest,
    distribution,
    funnel,
    handover,
    intake,
    load,
    meeting,
    metric,
    organization,
    plan,
    public,
    reminder,
    replay,
    script,
)

# isort: split
from . import absence, contact, efficiency
