from . import mailing_read
