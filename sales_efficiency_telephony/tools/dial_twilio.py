"""How Twilio is asked for a call: it rings a phone of ours, and dials whoever is to be
called once that is taken. What it tells of either comes to an address with our reference.

>>> form = call_form(
...     phone="client:anna", number="+32470112233", line="+3222345678",
...     address="https://crm.example.com/pbx/1/t?ref=odoo-1", seconds=30,
... )
>>> form["To"], form["From"], form["Timeout"]
('client:anna', '+3222345678', '30')
>>> "<Dial callerId=\\"+3222345678\\">" in form["Twiml"]
True
"""

import json
from urllib.parse import quote, urlencode
from xml.etree.ElementTree import Element, SubElement, tostring

API = "https://api.twilio.com"
STEPS = ("initiated", "ringing", "answered", "completed")
#: The longest that Twilio lets a phone ring, in seconds.
MAX_SECONDS = 600


def calls_url(api, account):
    """Return the address that calls are asked for at.

    >>> calls_url("https://api.twilio.com/", "AC1/../x")
    'https://api.twilio.com/2010-04-01/Accounts/AC1%2F..%2Fx/Calls.json'
    """
    path = f"/2010-04-01/Accounts/{quote(account, safe='')}/Calls.json"
    return api.rstrip("/") + path


def address_with(address, ref):
    """Return the address reports of a call come to: it tells the call's reference.

    >>> address_with("https://crm.example.com/pbx/1/t", "odoo-1")
    'https://crm.example.com/pbx/1/t?ref=odoo-1'
    """
    return f"{address}?{urlencode({'ref': ref})}"


def call_form(phone, number, line, address, seconds):
    """Return what is posted, ``{name: value or values}``.

    :param phone: of ours, as Twilio calls it
    :param number: of whoever is called, with the code of its country
    :param line: the number of ours that is shown to either
    :param address: where both legs are told of
    :param seconds: for which the phone rings
    """
    return {
        "To": phone,
        "From": line,
        "Timeout": str(min(max(seconds, 1), MAX_SECONDS)),
        "StatusCallback": address,
        "StatusCallbackMethod": "POST",
        "StatusCallbackEvent": list(STEPS),
        "Twiml": twiml(number, line, address),
    }


def twiml(number, line, address):
    """Return what happens once the phone is taken.

    >>> twiml('1"/><Hangup/>', "2", "https://x/?a=1&b=2").count("<")
    6
    """
    response = Element("Response")
    dial = SubElement(response, "Dial", {"callerId": line})
    called = SubElement(
        dial,
        "Number",
        {
            "statusCallback": address,
            "statusCallbackMethod": "POST",
            "statusCallbackEvent": " ".join(STEPS),
        },
    )
    called.text = number
    return tostring(response, "unicode")


def read_answer(data):
    """Return the number of the call, and what Twilio says against it; one is empty.

    >>> read_answer(b'{"sid": "CA1"}'), read_answer(b'{"message": "No such number"}')
    (('CA1', ''), ('', 'No such number'))
    >>> read_answer(b"<html>"), read_answer(b"[]")
    (('', ''), ('', ''))
    """
    try:
        answer = json.loads(data)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        return "", ""
    sid, message = answer.get("sid"), answer.get("message")
    return str(sid or ""), "" if sid else str(message or "")
