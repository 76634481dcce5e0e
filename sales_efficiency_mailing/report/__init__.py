from . import mailing_rate_mixin
from . import mailing_subject_report, mailing_subject_word_report
from . import mailing_chain_report, mailing_chain_report_results
