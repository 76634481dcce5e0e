from . import test_replay, test_replay_access, test_replay_screens
