from . import recording_erase
from . import provider_secret, call_import, call_import_read
