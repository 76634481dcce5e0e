from . import link_tracker, mailing_topic, mailing_mailing, mailing_mailing_links
