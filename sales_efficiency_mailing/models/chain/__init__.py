from . import (
    mailing_chain,
    mailing_chain_entry,
    mailing_chain_participant,
    mailing_chain_participant_step,
    mailing_chain_step,
    mailing_chain_version,
    mailing_chain_way,
    mailing_mailing,
    mail_mail,
)
