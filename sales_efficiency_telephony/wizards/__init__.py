from . import provider_secret
