from . import provider_secret
from . import missed_dismiss
