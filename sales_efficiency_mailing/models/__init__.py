from . import topic, trace, sending, chain, offer
