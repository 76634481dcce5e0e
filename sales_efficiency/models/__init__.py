from . import crm, meeting, organization, plan, board, settings
