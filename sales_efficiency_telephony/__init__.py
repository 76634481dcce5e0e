from . import controllers, fetch, models, wizards
