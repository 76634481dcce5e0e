from . import meeting_move
