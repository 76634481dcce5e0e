from . import lead_answer, lead_intake, lead_log, morning_note, wall_board
