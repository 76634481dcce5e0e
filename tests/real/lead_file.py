"""The leads of a real company, and which rule each is for, by plain Python.

Nothing of the addon is used here, so that both can be wrong only in different ways.
"""

import csv

from plain_figures import DATA

FILE = DATA / "lead_scoring" / "leads.csv"
MISSING = f"{FILE} is not there: SALES_EFFICIENCY_DATA names the folder above it."
#: ``{Lead Origin: the door its leads come through}``
DOORS = {
    "API": "Api",
    "Landing Page Submission": "Page",
    "Lead Add Form": "Form",
    "Quick Add Form": "Form",
    "Lead Import": "Files",
}
PRIORITIES = {
    "High in Relevance": "very high",
    "Might be": "high",
    "Not Sure": "medium",
    "Low in Relevance": "low",
    "Worst": "low",
}
#: Columns of the file that are sent under a name of the addon's.
SENT_AS = {
    "Lead Source": "utm_source",
    "City": "city",
    "Country": "country",
    "Specialization": "product",
    "What is your current occupation": "tags",
}
#: Columns that are sent as they are.
SENT_PLAIN = ("Lead Number", "Lead Quality", "Last Activity", "TotalVisits")
WARM = ("High in Relevance", "Might be")
FINANCE = ("Finance Management", "Banking, Investment And Insurance")
REFERRED = ("reference", "welingak website", "referral sites")


def read_rows():
    """Return the rows of the file, each a dict.

    Rows with a comma in one of their values are quoted once more as a whole.
    """
    with open(FILE, encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    whole = [next(csv.reader(row)) if len(row) == 1 else row for row in rows]
    return [dict(zip(header, row, strict=True)) for row in whole]


def get_door(row):
    """Return the door a lead comes through."""
    return DOORS[row["Lead Origin"]]


def get_fields(row):
    """Return what is sent of a lead: what is not known is left to the addon."""
    number = row["Lead Number"]
    return {
        "name": f"Prospect {number}",
        "email": f"{number}@example.com",
        **{name: row[column] for column, name in SENT_AS.items()},
        **{column: row[column] for column in SENT_PLAIN},
        "priority": PRIORITIES.get(row["Lead Quality"], ""),
    }


def get_rule(row):
    """Return the name of the first rule that a lead is for, see ``lead_department``."""
    source = row["Lead Source"].casefold()
    occupation = row["What is your current occupation"]
    city = row["City"]
    warm = row["Lead Quality"] in WARM
    fits = {
        "Files": get_door(row) == "Files",
        "Referred": source in REFERRED,
        "Warm professionals": warm
        and occupation in ("Working Professional", "Businessman"),
        "Finance in Mumbai": city == "Mumbai" and row["Specialization"] in FINANCE,
        "Chats": source == "olark chat" and get_door(row) == "Api",
        "Students": occupation == "Student",
        "Mumbai": city in ("Mumbai", "Thane & Outskirts"),
        "Warm": warm,
        "All": True,
    }
    return next(name for name, fit in fits.items() if fit)
