from . import test_settings, test_settings_access, test_settings_effect
