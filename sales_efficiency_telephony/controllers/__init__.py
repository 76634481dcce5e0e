from . import pbx_recording
