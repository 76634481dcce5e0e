from . import sales_kept_mixin
