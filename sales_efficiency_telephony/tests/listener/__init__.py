from . import (
    test_asterisk_dial,
    test_asterisk_screens,
    test_listener_records,
    test_listener_store,
)
