from . import (
    mailing_offer,
    mailing_offer_answer,
    quiet,
    mailing_chain_step,
    mailing_chain_step_quotation,
    mailing_chain_step_code,
    mailing_chain_way,
    mailing_chain,
    mailing_chain_record,
    sale_order,
)
