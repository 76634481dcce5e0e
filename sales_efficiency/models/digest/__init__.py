from . import res_company, res_config_settings, res_users
from . import (
    sales_pace_mail,
    sales_morning_note,
    sales_morning_note_cron,
    digest_digest,
)
