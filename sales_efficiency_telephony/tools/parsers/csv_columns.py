"""What the columns of a history of calls are, by their names.

>>> guess_columns(("Дата звонка", "Кто звонил", "Куда", "Длительность, сек", "Комментарий"))
('start', 'caller', 'called', 'duration', '')
>>> guess_columns(("calldate", "src", "dst", "disposition", "billsec", "uniqueid"))
('start', 'caller', 'called', 'status', 'duration', 'id')

The words the import itself asks for them by:

>>> guess_columns(("Begun", "Who called", "Who was called", "Our line", "Talk", "Ringing"))
('start', 'caller', 'called', 'line', 'duration', 'wait')
"""

import re

#: What a column may be, and the beginnings of names it goes by, the likeliest first.
NAMES = {
    "id": (
        "id", "uniqueid", "linkedid", "callid", "uuid", "numberofthecall", "номерзвонка",
        "شناسه",
    ),
    "start": (
        "start", "date", "time", "begin", "begun", "calldate", "created", "дата", "время",
        "начало", "تاریخ", "زمان",
    ),
    "direction": ("direction", "type", "calltype", "направление", "тип", "جهت", "نوع"),
    "caller": (
        "from", "caller", "whocalled", "src", "source", "clid", "ктозвонил", "откого",
        "откуда", "источник", "звонящий", "از", "تماسگیرنده",
    ),
    "called": (
        "to", "called", "whowascalled", "dst", "dest", "callee", "кому", "куда",
        "назначение", "به", "مقصد",
    ),
    "extension": (
        "ext", "agent", "user", "operator", "internal", "внутренний", "сотрудник",
        "оператор", "менеджер", "داخلی", "کارشناس",
    ),
    "line": ("line", "ourline", "did", "trunk", "линия", "خط"),
    "duration": (
        "billsec", "talk", "duration", "seconds", "conversation", "разговор",
        "длительность", "продолжительность", "مدت",
    ),
    "wait": ("ring", "wait", "ожидание", "дозвон", "انتظار"),
    "status": ("status", "disposition", "result", "state", "статус", "результат", "وضعیت"),
    "recording": ("record", "audio", "file", "запись", "ضبط"),
}  # fmt: skip


def guess_columns(header):
    """Return what each column is, empty where nothing is known; each role once.

    A name that is all of it comes before one that only begins so, and of two columns that
    may be the same the one named first above.

    >>> guess_columns(("duration", "billsec", "Total"))
    ('', 'duration', 'called')
    """
    plain = [re.sub(r"[\W_]", "", name.lower()) for name in header]
    fits = sorted(
        (name != beginning, rank, -len(beginning), place, role)
        for role, beginnings in NAMES.items()
        for rank, beginning in enumerate(beginnings)
        for place, name in enumerate(plain)
        if name.startswith(beginning)
    )
    roles = {}
    for _whole, _rank, _length, place, role in fits:
        if place not in roles and role not in roles.values():
            roles[place] = role
    return tuple(roles.get(place, "") for place in range(len(plain)))
