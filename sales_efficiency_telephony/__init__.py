from . import controllers, fetch, models, wizards
from . import controllers, models, wizards
