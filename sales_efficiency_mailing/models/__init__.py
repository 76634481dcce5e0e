from . import topic, trace, sending, chain, choice, care
