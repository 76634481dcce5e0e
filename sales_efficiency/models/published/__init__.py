from . import sales_published_mixin, sales_published_version_mixin
