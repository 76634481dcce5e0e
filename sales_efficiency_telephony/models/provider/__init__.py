from . import (
    pbx_provider,
    pbx_provider_hub,
    pbx_provider_dial,
    pbx_provider_key,
    pbx_provider_health,
    pbx_provider_webhook,
    pbx_extension,
    pbx_provider_missed,
    pbx_provider_asterisk,
    pbx_provider_asterisk_dial,
)
