from . import (
    res_company,
    res_partner,
    res_partner_contact,
    sales_contact_day,
    sales_metric,
    sales_reminder_rule,
)
