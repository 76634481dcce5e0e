"""How FreeSWITCH is asked for a call: by ``mod_xml_rpc``, which takes a command and what
it is told as one text. It rings a phone of ours and sends it to the dialplan once taken.

Our reference goes along as the channel variable ``odoo_ref``, which both legs have: that
is what ``mod_json_cdr`` tells of them.

>>> originate(phone="user/101", number="+32470112233", called="9+32470112233",
...           line="", context="default", ref="odoo-1", leg="u-1", seconds=30).split(" ")
... # doctest: +ELLIPSIS
['originate', '{origination_uuid=u-1,...}user/101', '9+32470112233', 'XML', 'default']
"""

import xmlrpc.client
from binascii import Error
from uuid import NAMESPACE_URL, uuid5
from xml.parsers.expat import ExpatError

METHOD = "freeswitch.api"
#: The longest that a phone rings, in seconds.
MAX_SECONDS = 600
#: What an answer begins with that says no.
REFUSAL = "-"
#: What reading an answer may fail with that is none.
UNREADABLE = (
    ArithmeticError,
    AttributeError,
    Error,
    ExpatError,
    LookupError,
    TypeError,
    ValueError,
    xmlrpc.client.Error,
)


def leg_of(ref):
    """Return the number that the first leg is given: one for each reference.

    >>> leg_of("odoo-1") == leg_of("odoo-1"), len(leg_of("odoo-2"))
    (True, 36)
    """
    return str(uuid5(NAMESPACE_URL, ref))


def originate(phone, number, called, line, context, ref, leg, seconds):
    """Return what the command ``bgapi`` is told.

    None of it may hold a blank, a comma or a brace: see :mod:`dialling`.

    :param phone: of ours, such as ``user/101``
    :param number: of whoever is called: the phone shows it
    :param called: the number as the dialplan takes it
    :param line: the number of ours that is shown, empty where the dialplan knows
    :param context: of the dialplan
    :param leg: the number of the first leg
    :param seconds: for which the phone rings
    """
    variables = {
        "origination_uuid": leg,
        "odoo_ref": ref,
        "export_vars": "odoo_ref",
        "originate_timeout": min(max(seconds, 1), MAX_SECONDS),
        # A phone that only plays a tone was not taken.
        "ignore_early_media": "true",
        "origination_caller_id_name": number,
        "origination_caller_id_number": number,
    }
    if line:
        variables |= {
            "effective_caller_id_name": line,
            "effective_caller_id_number": line,
        }
    told = ",".join(f"{name}={value}" for name, value in variables.items())
    return f"originate {{{told}}}{phone} {called} XML {context}"


def question(command, told):
    """Return the bytes that ask for a command.

    >>> b"<string>a&lt;b</string>" in question("uuid_exists", "a<b")
    True
    """
    return xmlrpc.client.dumps((command, told), METHOD).encode()


def read_answer(data):
    """Return what FreeSWITCH answers; it begins with :data:`REFUSAL` where it refuses.

    >>> read_answer(xmlrpc.client.dumps(("+OK Job-UUID: 7\\n",), methodresponse=True))
    '+OK Job-UUID: 7'
    >>> read_answer(xmlrpc.client.dumps(xmlrpc.client.Fault(-501, "No such method")))
    '-ERR No such method'
    >>> read_answer(b"<html>")
    Traceback (most recent call last):
    ...
    ValueError: no answer

    :raise ValueError: where it is no answer
    """
    try:
        (answer,), _method = xmlrpc.client.loads(data)
    except xmlrpc.client.Fault as fault:
        return f"-ERR {fault.faultString}"
    except UNREADABLE as error:
        raise ValueError("no answer") from error
    return str(answer).strip()
