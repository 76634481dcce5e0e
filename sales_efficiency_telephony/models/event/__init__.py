from . import (
    pbx_event,
    pbx_event_receive,
    pbx_event_sweep,
    pbx_event_fetch,
    pbx_event_live,
    pbx_provider_events,
    pbx_recording,
    after_answer,
)
