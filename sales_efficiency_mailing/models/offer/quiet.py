#: What is created by hundreds tells nobody of each.
QUIET = {
    "mail_create_nolog": True,
    "mail_notrack": True,
    "mail_create_nosubscribe": True,
    "mail_auto_subscribe_no_notify": True,
    "action_no_send_mail": True,
}
