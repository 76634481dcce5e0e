from . import (
    pbx_provider,
    pbx_provider_hub,
    pbx_provider_key,
    pbx_provider_health,
    pbx_provider_webhook,
    pbx_provider_twilio,
    pbx_provider_zadarma,
    pbx_provider_freeswitch,
    pbx_provider_demo,
    pbx_extension,
)
