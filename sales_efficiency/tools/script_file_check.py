"""What the parts of a file of scripts may be, see ``script_file.py``."""

#: The most of what a list may hold.
MAX_SCRIPTS, MAX_STEPS, MAX_OPTIONS, MAX_REFERENCES = 200, 200, 30, 200
MAX_TITLE, MAX_TEXT = 250, 50_000
KINDS = ("say", "ask", "objection", "check")
#: Where a jump goes that ends the script.
END = "end"
#: Criteria that name records, and those that are one of a few words.
REFERENCES = ("stages", "teams", "product_categories", "mediums", "languages")
CHOICES = {"client_kind": ("new", "current"), "client_type": ("company", "private")}
#: Entries of each part: the most characters of a text, otherwise what it is.
SCRIPT = {
    "uuid": 64,
    "name": MAX_TITLE,
    "criteria": dict,
    "steps": list,
}
STEP = {
    "key": 64,
    "kind": 20,
    "name": MAX_TITLE,
    "text": MAX_TEXT,
    "field": 100,
    "type": 20,
    "required": bool,
    "next": 64,
    "options": list,
}
OPTION = {"key": 64, "name": MAX_TITLE, "value": MAX_TITLE, "next": 64}
REFERENCE = {"name": MAX_TITLE, "xmlid": MAX_TITLE, "code": 64}


class FileRefused(ValueError):
    """A file that cannot be taken.

    :param str reason: one of a few words that the caller has a sentence for
    :param path: names of the script, the step and the answer it is about
    """

    def __init__(self, reason, path=(), **details):
        super().__init__(f"{reason} {details}")
        self.reason = reason
        self.place = " / ".join(path)
        self.details = details


def check_script(script, number, fields):
    """Refuse a script that is not of the form.

    :param int number: its place in the file
    :param fields: names of the fields an answer may fill; any where ``None``
    """
    path = (_get_name(script, "name", number),)
    _check_entries(SCRIPT, script, path, ("name", "steps"))
    _check_criteria(script.get("criteria", {}), path)
    steps = script["steps"]
    check_count("steps", steps, MAX_STEPS, path)
    for step_number, step in enumerate(steps, 1):
        _check_step(step, (*path, _get_name(step, "name", step_number)), fields)
    _check_jumps(steps, path)


def _check_step(step, path, fields):
    _check_entries(STEP, step, path, ("key", "kind", "name"))
    if step["kind"] not in KINDS:
        raise FileRefused(
            "unknown_kind", path, found=step["kind"], known=", ".join(KINDS)
        )
    field = step.get("field")
    if field and fields is not None and field not in fields:
        raise FileRefused("unknown_field", path, found=field)
    options = step.get("options", [])
    check_count("options", options, MAX_OPTIONS, path)
    for number, option in enumerate(options, 1):
        place = (*path, _get_name(option, "name", number))
        _check_entries(OPTION, option, place, ("key", "name"))
    _check_keys(options, path)


def _check_jumps(steps, path):
    """Refuse keys given twice, and jumps to steps that are not there."""
    named = [(step, (*path, step["name"])) for step in steps]
    known = {END, None}
    for step, place in named:
        if step["key"] in known:
            raise FileRefused("double_key", place, found=step["key"])
        known.add(step["key"])
    for step, place in named:
        for part in (step, *step.get("options", [])):
            if part.get("next") not in known:
                raise FileRefused("missing_step", place, found=part["next"])


def _check_keys(options, path):
    known = set()
    for option in options:
        if option["key"] in known:
            raise FileRefused("double_key", path, found=option["key"])
        known.add(option["key"])


def _check_criteria(criteria, path):
    for name, value in criteria.items():
        if name in CHOICES:
            if value not in (None, *CHOICES[name]):
                known = ", ".join(CHOICES[name])
                raise FileRefused(
                    "unknown_choice", path, entry=name, found=value, known=known
                )
        elif name not in REFERENCES:
            raise FileRefused("unknown_entry", path, found=name)
        else:
            _check_references(name, value, path)


def _check_references(name, references, path):
    check_count(name, references, MAX_REFERENCES, path)
    for number, reference in enumerate(references, 1):
        place = (*path, name, str(number))
        _check_entries(REFERENCE, reference, place, ("name",))


def _check_entries(form, entries, path, required):
    """Refuse what is no object, misses an entry, or has one that is not of the form."""
    if not isinstance(entries, dict):
        raise FileRefused("not_object", path)
    for name in required:
        if name not in entries or (form[name] is not list and not entries[name]):
            raise FileRefused("missing_entry", path, entry=name)
    for name, value in entries.items():
        if name not in form:
            raise FileRefused("unknown_entry", path, found=name)
        limit = form[name]
        if isinstance(limit, type):
            if not isinstance(value, limit):
                raise FileRefused("wrong_type", path, entry=name)
        elif not isinstance(value, str | None) or not _can_be_kept(value or ""):
            raise FileRefused("wrong_type", path, entry=name)
        elif len(value or "") > limit:
            raise FileRefused("too_long", path, entry=name, limit=limit)


def _can_be_kept(text):
    """Return whether a database can hold the text.

    >>> _can_be_kept("Größe"), _can_be_kept("a\\x00"), _can_be_kept("\\ud800")
    (True, False, False)
    """
    return "\x00" not in text and text.encode("utf-8", "ignore").decode() == text


def check_count(name, entries, limit, path):
    """Refuse what is no list, or one of too many."""
    if not isinstance(entries, list):
        raise FileRefused("wrong_type", path, entry=name)
    if len(entries) > limit:
        raise FileRefused("too_many", path, entry=name, limit=limit)


def _get_name(entries, name, number):
    """Return what a part calls itself, its number where that is no use."""
    found = entries.get(name) if isinstance(entries, dict) else None
    if isinstance(found, str) and 0 < len(found) <= MAX_TITLE:
        return found
    return str(number)
