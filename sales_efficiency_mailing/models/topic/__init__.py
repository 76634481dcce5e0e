from . import mailing_topic, mailing_mailing
