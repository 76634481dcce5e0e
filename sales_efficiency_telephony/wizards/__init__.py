from . import missed_dismiss
