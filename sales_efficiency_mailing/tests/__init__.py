from . import care, chain, choice, topic, trace
