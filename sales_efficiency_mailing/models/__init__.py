from . import topic, trace, sending, chain

# isort: split
from . import feedback, invitation, offer, subject
