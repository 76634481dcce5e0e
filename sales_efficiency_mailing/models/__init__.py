from . import topic, trace, sending, chain, subject
