from . import (
    mailing_offer,
    mailing_offer_answer,
    mailing_chain_step,
    mailing_chain_way,
    mailing_chain,
    mailing_chain_record,
    sale_order,
)
