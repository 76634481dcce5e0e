from . import (
    test_reminder_access,
    test_reminder_cause,
    test_reminder_cron,
    test_reminder_escalation,
    test_reminder_letter,
    test_reminder_screens,
    test_reminder_time,
    test_my_day,
    test_my_day_access,
    test_my_day_screens,
    test_my_day_tour,
)
