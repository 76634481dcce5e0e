from . import controllers, demo, fetch, models, report, wizards
