from . import (
    mail_activity,
    mail_message,
    mail_thread,
    res_company,
    sales_reminder_rule,
    sales_reminder_step,
    sales_reminder,
)

# isort: split
from . import (
    sales_reminder_cause,
    sales_reminder_cause_answer,
    sales_reminder_cause_source,
    sales_reminder_due,
    sales_reminder_text,
    sales_reminder_run,
    sales_reminder_cron,
    sales_my_day,
    sales_my_day_line,
    sales_my_day_contact,
)
