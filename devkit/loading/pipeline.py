"""The six files as one consistent whole, names tidied; no Odoo here.

Whatever is changed or left out is noted in ``Pipeline.changes``; what cannot be
understood is refused with file, row, column and remedy.
"""

import difflib
import re
import unicodedata
from pathlib import Path

from .shapes import (
    COLUMNS,
    CORRECTIONS,
    LOST,
    STAGES,
    WON,
    Account,
    Deal,
    Person,
    Pipeline,
    Plan,
    Product,
)
from .sheets import read


def read_pipeline(folder):
    """Read a folder of csv files.

    :raise Problem: one sentence on the first thing that cannot be loaded
    """
    whole = Pipeline()
    rows = {
        file: read(Path(folder), file, columns, whole.changes)
        for file, columns in COLUMNS.items()
    }
    _read_products(whole, rows["products.csv"])
    _read_accounts(whole, rows["accounts.csv"])
    agents = _read_agents(whole, rows["sales_teams.csv"])
    _read_deals(whole, rows["sales_pipeline.csv"], agents)
    _read_plans(whole, rows["plans.csv"], agents)
    whole.holidays = [
        (row.required("date", row.day("date")), row.text("name"))
        for row in _unique(rows["public_holidays.csv"], ("date",), whole.changes)
    ]
    _choose_people(whole, agents)
    return whole


def key_of(name):
    """Return what two spellings of one name have in common.

    >>> key_of("GTX Pro") == key_of("GTXPro"), key_of("Mei-Mei Johns")
    (True, 'meimeijohns')
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def slug_of(name, separator="."):
    """Return a name as a login.

    >>> slug_of("Mei-Mei Johns"), slug_of("José Ñandú"), slug_of("GTX Pro", "_")
    ('mei-mei.johns', 'jose.nandu', 'gtx_pro')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return separator.join(re.findall(r"[a-z0-9-]+", plain.lower())) or key_of(name)


def _unique(rows, columns, changes):
    """Leave out rows that repeat an earlier one; refuse those that contradict it."""
    seen = {}
    for row in rows:
        key = tuple(key_of(row.text(column)) for column in columns)
        if key not in seen:
            seen[key] = row
        elif seen[key].cells == row.cells:
            changes.add(row, "dropped: repeats an earlier row", row.cells[columns[-1]])
        else:
            raise row.problem(
                columns[-1],
                f'"{row.cells[columns[-1]]}" stands in row {seen[key].number} already, '
                "with other values",
                "keep one of the two rows",
            )
    return list(seen.values())


def _look_up(row, column, known, source, changes):
    """Return the right spelling of a name that another file has to know."""
    text = row.text(column)
    name = known.get(key_of(text))
    if name is None:
        near = difflib.get_close_matches(text, known.values(), n=1)
        hint = f' (is it "{near[0]}"?)' if near else ""
        raise row.problem(
            column,
            f'"{text}" is not in {source}{hint}',
            "correct the name here or add it there",
        )
    if name != text:
        changes.add(row, f'{column}: "{text}" read as "{name}"', name)
    return name


def _correct(row, column, changes):
    """Return the cell with a known misspelling put right."""
    text = row.cells[column]
    right = CORRECTIONS[column].get(text, text)
    if right != text:
        changes.add(row, f'{column}: "{text}" read as "{right}"', right)
    return right


def _read_products(whole, rows):
    for row in _unique(rows, ("product",), whole.changes):
        name = row.text("product")
        price = row.required("sales_price", row.number_of("sales_price"))
        whole.products[key_of(name)] = Product(name, row.text("series"), price)


def _read_accounts(whole, rows):
    rows = _unique(rows, ("account",), whole.changes)
    names = {key_of(row.text("account")): row.text("account") for row in rows}
    for row in rows:
        parent = ""
        if row.cells["subsidiary_of"]:
            parent = _look_up(
                row, "subsidiary_of", names, "accounts.csv", whole.changes
            )
        name = row.text("account")
        if parent == name:
            raise row.problem(
                "subsidiary_of", f'"{name}" belongs to itself', "empty the cell"
            )
        whole.accounts[key_of(name)] = Account(
            row,
            name,
            _correct(row, "sector", whole.changes).capitalize(),
            _correct(row, "office_location", whole.changes),
            parent,
            _get_note(row),
        )
    _check_parents(whole.accounts)


def _get_note(row):
    """Put into words what Odoo has no field for."""
    parts = (
        ("Founded", row.number_of("year_established"), "g", ""),
        ("Employees", row.number_of("employees"), ",.0f", ""),
        ("Revenue", row.number_of("revenue"), ",.2f", " million"),
    )
    return "; ".join(
        f"{label}: {value:{form}}{unit}"
        for label, value, form, unit in parts
        if value is not None
    )


def _check_parents(accounts):
    for account in accounts.values():
        above, seen = account, set()
        while above.parent:
            if above.name in seen:
                raise account.row.problem(
                    "subsidiary_of",
                    f'"{account.parent}" belongs to "{account.name}" in the end',
                    "correct one of the two rows",
                )
            seen.add(above.name)
            above = accounts[key_of(above.parent)]


def _read_agents(whole, rows):
    """Return ``{key: row}`` of everybody in the teams, whether at work or not."""
    rows = _unique(rows, ("sales_agent",), whole.changes)
    for row in rows:
        row.text("manager")
        row.text("regional_office")
    return {key_of(row.text("sales_agent")): row for row in rows}


def _read_deals(whole, rows, agents):
    known = {
        "sales_agent": (
            {key: row.cells["sales_agent"] for key, row in agents.items()},
            "sales_teams.csv",
        ),
        "product": (_names(whole.products), "products.csv"),
        "account": (_names(whole.accounts), "accounts.csv"),
    }
    for row in _unique(rows, ("opportunity_id",), whole.changes):
        stage = _read_stage(row)
        found = {
            column: _look_up(row, column, *known[column], whole.changes)
            for column in known
            if column != "account" or row.cells["account"]
        }
        account = found.get("account") or _without_account(row, stage, whole.changes)
        whole.deals.append(
            Deal(
                row,
                row.text("opportunity_id"),
                found["sales_agent"],
                found["product"],
                account,
                stage,
                *_read_dates(row, stage, whole.changes),
            )
        )


def _names(items):
    return {key: item.name for key, item in items.items()}


def _read_stage(row):
    stage = row.text("deal_stage").capitalize()
    if stage not in STAGES:
        raise row.problem(
            "deal_stage",
            f'"{row.cells["deal_stage"]}" is not a stage',
            f"choose of {', '.join(STAGES)}",
        )
    return stage


def _without_account(row, stage, changes):
    if stage == WON:
        raise row.problem(
            "account",
            "is empty on a won deal",
            "name the client, an order cannot be made without one",
        )
    changes.add(row, "account: empty, opportunity loaded without a client")
    return ""


def _read_dates(row, stage, changes):
    """Return (engaged, closed, value) as they fit the stage."""
    engaged, closed = row.day("engage_date"), row.day("close_date")
    value = row.number_of("close_value")
    if stage in (WON, LOST):
        row.required("close_date", closed)
        row.required("close_value", value)
        if engaged is None:
            changes.add(row, "engage_date: empty, taken to be the closing day")
            engaged = closed
        if engaged > closed:
            raise row.problem(
                "close_date",
                f"{closed} is before engage_date {engaged}",
                "correct one of the two dates",
            )
        return engaged, closed, value
    if closed or value:
        changes.add(row, f"close_date, close_value: left out, stage is {stage}")
    if engaged is None:
        changes.add(row, "engage_date: empty, opened on the last day of the data")
    return engaged, None, 0.0


def _read_plans(whole, rows, agents):
    names = {key: row.cells["sales_agent"] for key, row in agents.items()}
    for row in _unique(rows, ("month", "sales_agent"), whole.changes):
        whole.plans.append(
            Plan(
                row.month("month"),
                _look_up(row, "sales_agent", names, "sales_teams.csv", whole.changes),
                row.required("revenue_plan", row.number_of("revenue_plan")),
                row.required("won_deals_plan", row.number_of("won_deals_plan")),
            )
        )


def _choose_people(whole, agents):
    """Only who has work becomes a user; managers lead their office."""
    at_work = {deal.agent for deal in whole.deals} | {
        plan.agent for plan in whole.plans
    }
    for key, row in agents.items():
        name, office = row.cells["sales_agent"], row.cells["regional_office"]
        managers = whole.offices.setdefault(office, [])
        if row.cells["manager"] not in managers:
            managers.append(row.cells["manager"])
        if name in at_work:
            whole.agents[key] = Person(name, office)
        else:
            whole.changes.add(
                row, "dropped: neither opportunity nor plan, no user made", name
            )
