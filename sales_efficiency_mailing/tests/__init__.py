from . import chain, topic, trace
