from . import (
    test_settings,
    test_settings_access,
    test_settings_effect,
    test_settings_screens,
    test_settings_tour,
)
