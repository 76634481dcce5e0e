from . import decode, decoder
