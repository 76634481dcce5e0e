from . import lead_intake, morning_note, wall_board
