from . import (
    test_pinned_http,
    test_recording_access,
    test_recording_erase,
    test_recording_fetch,
    test_recording_folder,
    test_recording_note,
    test_recording_play,
    test_recording_private,
    test_recording_screens,
    test_recording_settings,
    test_recording_talk,
    test_recording_zadarma,
)
