from . import chain, choice, topic, trace
