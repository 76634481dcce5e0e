from . import topic, trace, sending, chain, offer, invitation, feedback
