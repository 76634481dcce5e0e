from . import (
    call_import,
    call_import_read,
    listening_skip,
    missed_dismiss,
    provider_secret,
    recording_erase,
)
