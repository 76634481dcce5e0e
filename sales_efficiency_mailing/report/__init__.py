from . import mailing_offer_report
