from . import controllers, demo, fetch, models, report, wizards
from .hooks import uninstall_hook
