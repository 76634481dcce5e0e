from . import controllers, models, wizards
from . import models, report
