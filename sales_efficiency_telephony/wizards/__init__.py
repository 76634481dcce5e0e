from . import recording_erase
