from . import (
    pbx_provider,
    pbx_recording,
    pbx_recording_mark,
    pbx_recording_access,
    pbx_recording_file,
    pbx_recording_talk,
    pbx_recording_fetch,
    pbx_recording_erase,
    pbx_recording_player,
    pbx_call,
    ir_attachment,
    res_partner,
)
