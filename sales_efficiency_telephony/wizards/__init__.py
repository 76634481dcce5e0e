from . import (
    call_import,
    call_import_read,
    missed_dismiss,
    provider_secret,
    recording_erase,
)
from . import provider_secret, call_import, call_import_read
from . import missed_dismiss, recording_erase
