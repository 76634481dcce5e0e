from . import res_company, resource_calendar_leaves, res_users, res_users_away
from . import sales_handover, sales_absence_due, sales_absence_receiver
from . import sales_absence_return, sales_absence_worked_on
from . import sales_absence_letter, sales_absence_cron
