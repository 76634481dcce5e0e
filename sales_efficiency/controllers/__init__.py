from . import morning_note
