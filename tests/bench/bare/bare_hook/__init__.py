from . import bare_hook
