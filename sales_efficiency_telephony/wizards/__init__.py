from . import recording_erase
from . import provider_secret, call_import, call_import_read
from . import provider_secret
from . import missed_dismiss
