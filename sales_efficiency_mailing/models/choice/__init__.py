from . import (
    res_company,
    mailing_optout,
    mailing_optout_page,
    mailing_chain,
    mailing_mailing,
    mailing_trace,
)
