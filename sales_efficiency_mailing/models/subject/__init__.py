from . import (
    mailing_trace,
    mailing_mailing,
    mailing_chain_step,
    mailing_chain_step_figures,
)
