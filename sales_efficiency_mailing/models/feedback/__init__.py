from . import (
    mailing_feedback,
    mailing_feedback_answer,
    mailing_chain_step,
    mailing_chain_way,
    mailing_chain,
    mailing_chain_record,
    survey_user_input,
    feedback_client,
)
