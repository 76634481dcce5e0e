from . import chain, offer
