from . import test_meeting_facts, test_meeting_outcome
