"""A folder of csv files: what is tidied, and the one sentence a broken one ends in."""

import subprocess
import sys
from datetime import date

import pytest
from console import Problem
from loading.pipeline import key_of, read_pipeline, slug_of
from places import CHECKOUT

FILES = {
    "sales_teams.csv": """\
sales_agent,manager,regional_office
Ann Lee,Max Boss,East
Bo Ray,Eva Head,East
Cy Idle,Max Boss,West
""",
    "products.csv": """\
product,series,sales_price
GTX Pro,GTX,4821
MG Special,MG,55
""",
    "accounts.csv": """\
account,sector,year_established,revenue,employees,office_location,subsidiary_of
Acme,technolgy,1996,1100.04,2822,Philipines,
Bluth,retail,,,,,acme
""",
    "sales_pipeline.csv": """\
opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
A1,Ann Lee,GTXPro,Acme,Won,2017-08-01,2017-08-15,4800
A2,Ann Lee,MG Special,,Prospecting,,,
A3,Bo Ray,MG Special,Bluth ,Lost,2017-08-01,2017-08-15,0
A4,Bo Ray,MG Special,Bluth,Engaging,2017-08-01,,
""",
    "plans.csv": """\
month,sales_agent,revenue_plan,won_deals_plan
2017-08,Ann Lee,30300,23
2017-08,Bo Ray,28800,11
""",
    "public_holidays.csv": """\
date,name
2017-09-04,Labor Day
""",
}

WITHOUT_ACCOUNT = "account: empty, opportunity loaded without a client"
WITHOUT_DATE = "engage_date: empty, opened on the last day of the data"
WITHOUT_WORK = "dropped: neither opportunity nor plan, no user made"


@pytest.fixture
def folder(tmp_path):
    """A small folder that can be loaded."""
    for file, text in FILES.items():
        (tmp_path / file).write_text(text)
    return tmp_path


def replace(folder, file, old, new):
    """Break one thing."""
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1))


def test_untidy_names_are_read_as_what_they_mean(folder):
    whole = read_pipeline(folder)
    assert [deal.product for deal in whole.deals[:2]] == ["GTX Pro", "MG Special"]
    acme, bluth = whole.accounts.values()
    assert (acme.sector, acme.country) == ("Technology", "Philippines")
    assert (bluth.parent, bluth.note, bluth.country) == ("Acme", "", "")
    assert acme.note == "Founded: 1996; Employees: 2,822; Revenue: 1,100.04 million"


def test_every_change_is_noted_with_its_row(folder, tmp_path):
    changes = read_pipeline(folder).changes
    assert [entry[:3] for entry in sorted(changes.entries)] == [
        ("accounts.csv", 2, 'office_location: "Philipines" read as "Philippines"'),
        ("accounts.csv", 2, 'sector: "technolgy" read as "technology"'),
        ("accounts.csv", 3, 'subsidiary_of: "acme" read as "Acme"'),
        ("sales_pipeline.csv", 2, 'product: "GTXPro" read as "GTX Pro"'),
        ("sales_pipeline.csv", 3, WITHOUT_ACCOUNT),
        ("sales_pipeline.csv", 3, WITHOUT_DATE),
        ("sales_pipeline.csv", 4, "account: blanks around it left out"),
        ("sales_teams.csv", 4, WITHOUT_WORK),
    ]
    report = tmp_path / "log" / "changes.csv"
    changes.write(report)
    assert len(report.read_text().splitlines()) == 1 + len(changes.entries)


def test_offices_have_all_their_managers_and_people_at_work(folder):
    whole = read_pipeline(folder)
    assert whole.offices == {"East": ["Max Boss", "Eva Head"], "West": ["Max Boss"]}
    assert [person.name for person in whole.agents.values()] == ["Ann Lee", "Bo Ray"]
    assert whole.holidays == [(date(2017, 9, 4), "Labor Day")]


def test_rows_that_repeat_are_dropped(folder):
    path = folder / "sales_pipeline.csv"
    row = path.read_text().splitlines()[1]
    path.write_text(path.read_text() + row + "\n")
    whole = read_pipeline(folder)
    assert len(whole.deals) == 4
    assert ("sales_pipeline.csv", 6, "dropped: repeats an earlier row", "A1") in (
        whole.changes.entries
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "cell", "words"),
    [
        (
            "sales_pipeline.csv",
            "2017-08-15",
            "2017-13-15",
            "row 2, close_date",
            '"2017-13-15" is not a date: write it as year-month-day, like 2017-08-15.',
        ),
        (
            "sales_pipeline.csv",
            "2017-08-15",
            "15.08.2017",
            "row 2, close_date",
            '"15.08.2017" is not a date',
        ),
        (
            "sales_pipeline.csv",
            "4800",
            "-4800",
            "row 2, close_value",
            "-4800 is negative: enter zero or more.",
        ),
        (
            "sales_pipeline.csv",
            "4800",
            "nan",
            "row 2, close_value",
            '"nan" is not a number',
        ),
        (
            "sales_pipeline.csv",
            "4800",
            "4.8k",
            "row 2, close_value",
            '"4.8k" is not a number',
        ),
        (
            "sales_pipeline.csv",
            "4800",
            "",
            "row 2, close_value",
            "is empty: fill it in.",
        ),
        (
            "sales_pipeline.csv",
            "2017-08-15",
            "",
            "row 2, close_date",
            "is empty: fill it in.",
        ),
        (
            "sales_pipeline.csv",
            "2017-08-15",
            "2017-07-31",
            "row 2, close_date",
            "2017-07-31 is before engage_date 2017-08-01",
        ),
        (
            "sales_pipeline.csv",
            "Ann Lee",
            "Ann Leee",
            "row 2, sales_agent",
            '"Ann Leee" is not in sales_teams.csv (is it "Ann Lee"?): correct the name '
            "here or add it there.",
        ),
        (
            "sales_pipeline.csv",
            "GTXPro",
            "Soap",
            "row 2, product",
            '"Soap" is not in products.csv',
        ),
        (
            "sales_pipeline.csv",
            "Acme",
            "Nobody",
            "row 2, account",
            '"Nobody" is not in accounts.csv',
        ),
        (
            "sales_pipeline.csv",
            "GTXPro,Acme",
            "GTXPro,",
            "row 2, account",
            "is empty on a won deal",
        ),
        (
            "sales_pipeline.csv",
            "Won",
            "Done",
            "row 2, deal_stage",
            '"Done" is not a stage: choose of Prospecting, Engaging, Won, Lost.',
        ),
        (
            "sales_pipeline.csv",
            "A2",
            "A1",
            "row 3, opportunity_id",
            '"A1" stands in row 2 already, with other values: keep one of the two rows.',
        ),
        (
            "sales_pipeline.csv",
            "Acme,Won",
            "Acme, Inc.,Won",
            "row 2, close_value",
            "the row has 9 cells where the header has 8: put cells that contain a comma in "
            "quotes.",
        ),
        (
            "sales_pipeline.csv",
            "close_value",
            "value",
            "row 1, close_value",
            "there is no such column",
        ),
        ("plans.csv", "30300", "-1", "row 2, revenue_plan", "-1 is negative"),
        (
            "plans.csv",
            "2017-08,",
            "August,",
            "row 2, month",
            '"August" is not a month: write it as year-month, like 2017-08.',
        ),
        (
            "plans.csv",
            "Bo Ray",
            "Bob",
            "row 3, sales_agent",
            '"Bob" is not in sales_teams.csv',
        ),
        (
            "plans.csv",
            "Bo Ray",
            "Ann Lee",
            "row 3, sales_agent",
            '"Ann Lee" stands in row 2 already',
        ),
        (
            "accounts.csv",
            "acme",
            "Bluth",
            "row 3, subsidiary_of",
            '"Bluth" belongs to itself: empty the cell.',
        ),
        (
            "accounts.csv",
            "Philipines,",
            "Philipines,Bluth",
            "row 2, subsidiary_of",
            "belongs to",
        ),
        ("public_holidays.csv", "2017-09-04", "", "row 2, date", "is empty"),
    ],
)
def test_what_cannot_be_understood_ends_in_one_sentence(
    folder, file, old, new, cell, words
):
    replace(folder, file, old, new)
    with pytest.raises(Problem) as caught:
        read_pipeline(folder)
    assert str(caught.value).startswith(f"{file}, {cell}: ")
    assert words in str(caught.value)


@pytest.mark.parametrize("file", FILES)
def test_a_missing_or_empty_file_is_named(folder, file):
    (folder / file).write_text("")
    with pytest.raises(Problem, match=f"{file}, row 1"):
        read_pipeline(folder)
    (folder / file).unlink()
    with pytest.raises(Problem, match=f"{file} is missing in .*: put it there, with"):
        read_pipeline(folder)


def test_another_encoding_is_named(folder):
    (folder / "accounts.csv").write_bytes("account\nCafé\n".encode("utf-16"))
    with pytest.raises(Problem, match="accounts.csv is not text in UTF-8"):
        read_pipeline(folder)


def test_a_broken_folder_is_refused_before_anything_is_set_up(folder):
    replace(folder, "plans.csv", "30300", "-1")
    done = subprocess.run(
        [sys.executable, CHECKOUT / "devkit", "load", folder, "--db", "never_made"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "dev: plans.csv, row 2, revenue_plan: -1 is negative: enter zero or more."
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("GTX Pro", "gtxpro", True),
        ("Mei-Mei Johns", "Mei Mei Johns", True),
        ("MG Special", "MG Specials", False),
    ],
)
def test_spellings_of_one_name(one, other, same):
    assert (key_of(one) == key_of(other)) is same


def test_logins():
    assert slug_of("José Ñandú") == "jose.nandu"
    assert slug_of("王 伟") == "王伟"
