from . import controllers, fetch, models, report, wizards
