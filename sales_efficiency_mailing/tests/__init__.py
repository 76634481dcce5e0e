from . import chain, subject
