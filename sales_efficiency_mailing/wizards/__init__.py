from . import chain_enter
