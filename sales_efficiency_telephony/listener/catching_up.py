"""What a phone system wrote down while nobody listened: the rows of its own files.

The log of channel events (CEL) tells all; the call records (CDR), read where there is no
such log, tell at least of every call that ended.
"""

import logging

from ..tools.parsers import asterisk_cdr, asterisk_cel
from .tail import read_since

_logger = logging.getLogger(__name__)


def read_rows(settings, since):
    """Return the facts of a phone system's files, from a moment on.

    :param dict settings: of the phone system; names the files in ``cel_path``, ``cdr_path``
    :param float since: seconds since 1970
    :return: list of ``(CallEvent, row)``, the row with the first of its facts
    """
    if settings["cel_path"]:
        return _read(settings["cel_path"], since, asterisk_cel, _get_event_moment)
    if settings["cdr_path"]:
        return _read(settings["cdr_path"], since, asterisk_cdr, _get_record_moment)
    return []


def _read(path, since, parser, get_moment):
    told, broken = [], 0
    columns = parser.COLUMNS
    for values in read_since(path, since, get_moment):
        row = dict(zip(columns, values, strict=False))
        try:
            facts = parser.parse(row)
        except ValueError:
            broken += 1
            continue
        told += [(fact, None if place else row) for place, fact in enumerate(facts)]
    _logger.info(
        "%s: %s facts since %.0f, %s broken rows", path, len(told), since, broken
    )
    return told


def _get_event_moment(values):
    """Return when an event happened."""
    return _to_moment(values, asterisk_cel.COLUMNS.index("eventtime"))


def _get_record_moment(values):
    """Return when a call ended, which is when its record was written."""
    return _to_moment(values, asterisk_cdr.COLUMNS.index("end"))


def _to_moment(values, place):
    try:
        return asterisk_cdr.moment(values[place])
    except (IndexError, ValueError):
        return None
