from . import test_inbox, test_sweep, test_webhook, test_webhook_fuzz
