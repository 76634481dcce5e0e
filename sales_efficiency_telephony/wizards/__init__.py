from . import provider_secret, call_import, call_import_read, recording_erase
