from . import mailing_choices, mailing_event, mailing_read
