from . import (
    test_digest,
    test_morning_note,
    test_morning_note_mail,
    test_morning_note_send,
)
