from . import pbx_log, pbx_recording, pbx_webhook
