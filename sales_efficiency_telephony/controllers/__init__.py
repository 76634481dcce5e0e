from . import pbx_log, pbx_webhook
