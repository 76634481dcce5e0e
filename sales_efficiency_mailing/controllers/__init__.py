from . import mailing_event
