from . import pbx_provider, pbx_extension, pbx_provider_missed
