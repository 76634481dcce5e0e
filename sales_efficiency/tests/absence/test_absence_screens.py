from odoo.tests import tagged

from ..board.common import BoardCommon
from ..screens import Screen, ScreenCase


@tagged("post_install", "-at_install", "sales_screens")
class TestAbsenceScreens(BoardCommon, ScreenCase):
    """Who is away, the transfer, the settings and the letters; with long names."""
