from . import (
    res_company,
    res_partner,
    sales_metric,
    mailing_chain_entry,
    sales_reminder_rule,
)
