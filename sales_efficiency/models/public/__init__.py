from . import sales_wrong_key
