from . import provider_secret, call_import, call_import_read
from . import missed_dismiss, recording_erase
