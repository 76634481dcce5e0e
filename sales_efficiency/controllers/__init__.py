from . import morning_note, wall_board
