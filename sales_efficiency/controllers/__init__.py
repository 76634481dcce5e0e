from . import lead_intake, limits, morning_note, wall_board
