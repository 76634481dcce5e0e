"""What the columns of a history of calls are, by their names.

>>> guess_columns(("Дата звонка", "Кто звонил", "Куда", "Длительность, сек", "Комментарий"))
('start', 'caller', 'called', 'duration', '')
>>> guess_columns(("calldate", "src", "dst", "disposition", "billsec", "uniqueid"))
('start', 'caller', 'called', 'status', 'duration', 'id')
"""

import re

#: What a column may be, and the beginnings of names it goes by; the first that fits wins.
NAMES = {
    "id": ("id", "uniqueid", "linkedid", "callid", "uuid", "номерзвонка", "شناسه"),
    "start": (
        "start", "date", "time", "begin", "calldate", "created", "дата", "время", "начало",
        "تاریخ", "زمان",
    ),
    "direction": ("direction", "type", "calltype", "направление", "тип", "جهت", "نوع"),
    "caller": (
        "from", "caller", "src", "source", "clid", "ктозвонил", "откого", "откуда",
        "источник", "звонящий", "از", "تماسگیرنده",
    ),
    "called": (
        "to", "called", "dst", "dest", "callee", "кому", "куда", "назначение", "به",
        "مقصد",
    ),
    "extension": (
        "ext", "agent", "user", "operator", "internal", "внутренний", "сотрудник",
        "оператор", "менеджер", "داخلی", "کارشناس",
    ),
    "line": ("line", "did", "trunk", "линия", "خط"),
    "duration": (
        "billsec", "talk", "duration", "seconds", "conversation", "разговор",
        "длительность", "продолжительность", "مدت",
    ),
    "wait": ("ring", "wait", "ожидание", "дозвон", "انتظار"),
    "status": ("status", "disposition", "result", "state", "статус", "результат", "وضعیت"),
    "recording": ("record", "audio", "file", "запись", "ضبط"),
}  # fmt: skip
#: What columns may be chosen as, in the order in which they are looked for.
ROLES = tuple(NAMES)


def guess_columns(header):
    """Return what each column is, empty where nothing is known; each role once."""
    taken, roles = set(), []
    for name in header:
        role = _guess(name, taken)
        taken.add(role)
        roles.append(role)
    return tuple(roles)


def _guess(name, taken):
    plain = re.sub(r"[\W_]", "", name.lower())
    fits = [
        (-len(beginning), ROLES.index(role), role)
        for role, beginnings in NAMES.items()
        if role not in taken
        for beginning in beginnings
        if plain.startswith(beginning)
    ]
    return min(fits)[2] if fits else ""
