from . import chain, sending
