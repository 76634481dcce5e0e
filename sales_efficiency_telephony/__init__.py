from . import controllers, fetch, models, report, wizards
from .hooks import uninstall_hook
