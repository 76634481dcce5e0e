from . import (
    mailing_chain_step,
    mailing_chain_way,
    mailing_chain_participant,
    mailing_chain_record,
    event_event,
    event_registration,
)
