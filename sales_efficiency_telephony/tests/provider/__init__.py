from . import (
    test_call_import,
    test_demo,
    test_dial_freeswitch,
    test_dial_screens,
    test_dial_twilio,
    test_dial_webhook,
    test_provider,
    test_provider_access,
    test_provider_screens,
    test_vendors,
)
