# In the order in which they build on each other.
from . import provider

# isort: split
from . import call

# isort: split
from . import recording

# isort: split
from . import event

# isort: split
from . import review
