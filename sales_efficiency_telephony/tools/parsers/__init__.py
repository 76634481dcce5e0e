from . import csv_history, freeswitch, twilio, webhook, zadarma
