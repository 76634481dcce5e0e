from . import (
    call_import,
    call_import_read,
    missed_dismiss,
    provider_secret,
    recording_erase,
)
