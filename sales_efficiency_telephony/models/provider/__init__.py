from . import pbx_provider, pbx_extension
