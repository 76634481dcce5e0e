from . import mailing_choices, mailing_read
