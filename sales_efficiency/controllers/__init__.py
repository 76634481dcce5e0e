from . import (
    lead_answer,
    lead_intake,
    lead_log,
    limits,
    morning_note,
    script_file,
    wall_board,
)
