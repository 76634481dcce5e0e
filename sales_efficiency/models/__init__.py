from . import (
    board,
    crm,
    digest,
    meeting,
    metric,
    organization,
    plan,
    settings,
)
