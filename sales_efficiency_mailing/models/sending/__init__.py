from . import (
    res_company,
    mailing_mailing,
    mailing_trace,
    mail_mail,
    mail_mail_claim,
    mail_mail_outcome,
    letter_run,
    mail_mail_run,
)
