from . import (
    test_invitation,
    test_invitation_page,
)
