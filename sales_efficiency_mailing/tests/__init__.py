from . import chain, feedback, invitation, offer
