from . import pbx_event
