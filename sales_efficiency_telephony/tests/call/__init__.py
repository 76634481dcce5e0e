from . import test_call_record, test_call_match, test_call_deal, test_call_access
from . import test_call_at_once, test_call_screens
