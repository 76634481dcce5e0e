from . import mailing_event, mailing_read
