from . import lead_answer, lead_intake, lead_log, limits, morning_note, wall_board
