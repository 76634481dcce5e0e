from . import pbx_recording
from . import pbx_log, pbx_webhook
