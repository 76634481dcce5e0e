from . import controllers, models, report, wizards
from . import controllers, fetch, models, wizards
from . import controllers, models, wizards
