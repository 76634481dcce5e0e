from . import test_forgotten, test_inbox, test_sweep, test_webhook, test_webhook_fuzz
