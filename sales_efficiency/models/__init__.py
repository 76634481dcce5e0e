from . import crm, meeting, organization, plan, board, digest, settings
