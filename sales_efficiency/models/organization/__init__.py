from . import crm_team, res_company, res_users, resource_calendar
from . import resource_calendar_hours
from . import sales_norm, sales_norm_row, sales_position, res_users_position
