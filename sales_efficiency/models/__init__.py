from . import (
    board,
    crm,
    settings,
    digest,
    meeting,
    metric,
    organization,
    plan,
)
