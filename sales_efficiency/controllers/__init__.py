from . import limits, morning_note, wall_board
