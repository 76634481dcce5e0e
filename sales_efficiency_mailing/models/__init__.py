# Who builds on whom: in the order of arrows.
from . import topic, trace, sending, chain

# isort: split
from . import care, choice, feedback, invitation, offer, subject
