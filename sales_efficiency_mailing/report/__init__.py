# What reports inherit from has to be there before them.
from . import mailing_rate_mixin

# isort: split
from . import (
    mailing_chain_report,
    mailing_chain_report_results,
    mailing_offer_report,
    mailing_subject_report,
    mailing_subject_word_report,
    sales_fact_letter,
)
