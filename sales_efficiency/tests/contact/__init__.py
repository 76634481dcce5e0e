from . import (
    test_contact_base,
    test_contact_screens,
    test_forgotten,
    test_last_contact,
)
