# Each vendor's parser is imported by the provider that uses it: asterisk, asterisk_ami,
# asterisk_said, csv_calls, csv_columns, csv_history, csv_moments, freeswitch, twilio,
# webhook, zadarma.
