from . import test_asterisk_dial, test_listener_records
