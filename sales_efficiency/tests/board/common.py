from odoo import Command
from odoo.tests import freeze_time

from ..common import SalesEfficiencyCommon


class WallCommon(SalesEfficiencyCommon):
    """A board on 15 October 2025, the 11th of 23 working days.

    anna has 80 % of what the plan expects by then, boris 120 %, carl (three days a week)
    has sold nothing yet.
    """

    TODAY = "2025-10-15 12:00:00"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(cls.TODAY))
        cls.board = cls.env["sales.board"].search([("company_id", "=", cls.company.id)])
        cls._create_plan("2025-10-01", dict.fromkeys(cls.anna | cls.boris, 23_000.0))
        cls._create_order(cls.anna, 8_800, "2025-10-02 10:00:00")
        cls._create_order(cls.boris, 12_200, "2025-10-03 10:00:00")
        cls._create_order(cls.boris, 1_000, "2025-10-15 09:00:00", partner=cls.prospect)
        cls.env.flush_all()

    @classmethod
    def _set_slides(cls, *slides):
        """Give the board these slides: types, or dicts of values."""
        cls.board.slide_ids = [
            Command.clear(),
            *(
                Command.create(
                    {"sequence": index}
                    | (slide if isinstance(slide, dict) else {"type": slide})
                )
                for index, slide in enumerate(slides)
            ),
        ]

    @classmethod
    def _get_wall(cls, user, board=None):
        """Return what the board shows to ``user``."""
        boards = cls.env["sales.board"].with_user(user)
        return boards.get_wall_data((board or cls.board).id)
