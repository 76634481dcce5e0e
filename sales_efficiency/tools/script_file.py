r"""Scripts as a file that another database can read: JSON, checked entry by entry.

A script is a name, criteria and the steps in their normal form, see ``script_flow.py``.
In a file steps and answers are known by their places, so that the same script makes the
same file wherever it is written:

>>> steps = [
...     {"key": "s7", "kind": "say", "name": "Hello", "text": "<p>Hi {contact}</p>"},
...     {"key": "s9", "kind": "ask", "name": "Budget?", "field": "expected_revenue",
...      "next": "end", "options": [{"key": "o4", "name": "None", "next": "s12"}]},
...     {"key": "s12", "kind": "say", "name": "Bye"},
... ]
>>> steps = renumber(steps)
>>> steps[1]["key"], steps[1]["next"], steps[1]["options"]
('2', 'end', [{'key': '2.1', 'name': 'None', 'next': '3'}])
>>> hello = {
...     "uuid": "a1", "name": "First call", "steps": steps,
...     "criteria": {"stages": [{"name": "New", "xmlid": "crm.stage_lead1"}],
...                  "client_kind": "new"},
... }
>>> read_scripts(write_scripts([hello])) == [complete(hello)]
True

A file that cannot be taken is refused with a word for the reason and the place:

>>> for text in ('{"format"', "[]", '{"format": 7, "scripts": []}',
...              '{"format": 1, "scripts": []}', b"\xff\xfe\x00"):
...     try:
...         read_scripts(text)
...     except FileRefused as refused:
...         print(refused)
not_json {'line': 1, 'column': 10}
not_scripts {}
wrong_format {'found': 7, 'known': 1}
no_scripts {}
not_text {}
>>> def refuse(criteria=None, **changes):
...     script = hello | {"steps": [steps[0], steps[1] | changes, steps[2]]}
...     if criteria:
...         script["criteria"] = criteria
...     try:
...         read_scripts(write_scripts([script]), fields={"expected_revenue"})
...     except FileRefused as refused:
...         print(refused, refused.place)
>>> refuse(kind="sing")
unknown_kind {'found': 'sing', 'known': 'say, ask, objection, check'} First call / Budget?
>>> refuse(next="9")
missing_step {'found': '9'} First call / Budget?
>>> refuse(field="x_shoe_size")
unknown_field {'found': 'x_shoe_size'} First call / Budget?
>>> refuse(options=[{"key": "2.1", "name": "Yes", "colour": 3}])
unknown_entry {'found': 'colour'} First call / Budget? / Yes
>>> refuse(name="x" * 300)
too_long {'entry': 'name', 'limit': 250} First call / 2
>>> refuse(key="1")
double_key {'found': '1'} First call / Budget?
>>> refuse()

Criteria that nobody knows are refused too: without them a script would be for more deals.

>>> refuse({"moon": "full"}), refuse({"client_kind": "old"})
unknown_entry {'found': 'moon'} First call
unknown_choice {'entry': 'client_kind', 'found': 'old', 'known': 'new, current'} First call
(None, None)
>>> refuse({"teams": [{"xmlid": "a.b"}]})
missing_entry {'entry': 'name'} First call / teams / 1
"""

import json

from .script_file_check import (
    CHOICES,
    MAX_SCRIPTS,
    OPTION,
    REFERENCE,
    REFERENCES,
    SCRIPT,
    STEP,
    FileRefused,
    check_count,
    check_script,
)

#: The number of the form a file is written in. Whoever changes the form, counts on.
FORMAT = 1
MAX_BYTES = 2_000_000


def write_scripts(scripts):
    """Return the text of a file with scripts in their normal form."""
    return json.dumps(
        {"format": FORMAT, "scripts": scripts}, ensure_ascii=False, indent=2
    )


def renumber(steps):
    """Return steps whose keys are their places; jumps to what is not there stay."""
    keys = {step["key"]: str(place) for place, step in enumerate(steps, 1)}

    def jump(part, key):
        target = part.get("next")
        return part | {"key": key, "next": keys.get(target, target)}

    return [
        jump(step, keys[step["key"]])
        | {
            "options": [
                jump(option, f"{keys[step['key']]}.{place}")
                for place, option in enumerate(step.get("options", ()), 1)
            ]
        }
        for step in steps
    ]


def complete(script):
    """Return a script with all entries, those left out being empty."""
    return _fill(SCRIPT, script) | {
        "criteria": {name: [] for name in REFERENCES}
        | dict.fromkeys(CHOICES)
        | {
            name: [_fill(REFERENCE, one) for one in value]
            if name in REFERENCES
            else value
            for name, value in script.get("criteria", {}).items()
        },
        "steps": [
            _fill(STEP, step)
            | {"options": [_fill(OPTION, one) for one in step.get("options", [])]}
            for step in script.get("steps", [])
        ],
    }


def read_scripts(text, fields=None):
    """Return the scripts of a file in their normal form, all entries there.

    :param text: of the file, as bytes or str
    :param fields: names of the fields an answer may fill; any by default
    :raise FileRefused: where something in it cannot be taken
    """
    scripts = _read_envelope(text)
    check_count("scripts", scripts, MAX_SCRIPTS, ())
    for number, script in enumerate(scripts, 1):
        check_script(script, number, fields)
    return [complete(script) for script in scripts]


def _read_envelope(text):
    if len(text) > MAX_BYTES:
        raise FileRefused("too_large", limit=MAX_BYTES // 1_000_000)
    try:
        content = json.loads(text)
    except UnicodeDecodeError as error:
        raise FileRefused("not_text") from error
    except RecursionError as error:
        raise FileRefused("not_scripts") from error
    except json.JSONDecodeError as error:
        raise FileRefused("not_json", line=error.lineno, column=error.colno) from error
    if not isinstance(content, dict) or "format" not in content:
        raise FileRefused("not_scripts")
    if content["format"] != FORMAT:
        raise FileRefused("wrong_format", found=content["format"], known=FORMAT)
    if not isinstance(content.get("scripts"), list):
        raise FileRefused("not_scripts")
    if not content["scripts"]:
        raise FileRefused("no_scripts")
    return content["scripts"]


def _fill(form, entries):
    empty = {dict: {}, list: [], bool: False}
    return {name: entries.get(name, empty.get(limit)) for name, limit in form.items()}
