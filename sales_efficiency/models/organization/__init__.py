from . import crm_team, res_company, res_users, resource_calendar
