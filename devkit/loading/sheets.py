"""Csv files as rows that know where they stand, and cells that say what is wrong.

Row numbers are those a spreadsheet shows: the header is row 1.
"""

import csv
import math
from dataclasses import dataclass
from datetime import date, datetime

from console import Problem


@dataclass(frozen=True)
class Row:
    """One row of a file; cells are stripped of blanks around them."""

    file: str
    number: int
    cells: dict

    def problem(self, column, what, remedy):
        """Return the refusal of a cell: where it stands, what it is, what to do."""
        return Problem(f"{self.file}, row {self.number}, {column}: {what}: {remedy}.")

    def text(self, column):
        """Return a cell that must not be empty."""
        if not self.cells[column]:
            raise self.problem(column, "is empty", "fill it in")
        return self.cells[column]

    def day(self, column):
        """Return a cell as a date, ``None`` if it is empty."""
        text = self.cells[column]
        if not text:
            return None
        try:
            return datetime.strptime(text, "%Y-%m-%d").date()
        except ValueError as error:
            raise self.problem(
                column,
                f'"{text}" is not a date',
                "write it as year-month-day, like 2017-08-15",
            ) from error

    def month(self, column):
        """Return a cell like ``2017-08`` as the first day of that month."""
        text = self.text(column)
        try:
            return datetime.strptime(text, "%Y-%m").date()
        except ValueError as error:
            raise self.problem(
                column,
                f'"{text}" is not a month',
                "write it as year-month, like 2017-08",
            ) from error

    def number_of(self, column):
        """Return a cell as a number that is zero or more, ``None`` if it is empty."""
        text = self.cells[column]
        if not text:
            return None
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise self.problem(
                column, f'"{text}" is not a number', "write digits alone, like 1054.50"
            )
        if value < 0:
            raise self.problem(column, f"{text} is negative", "enter zero or more")
        return value

    def required(self, column, value):
        """Return ``value`` of a cell that must not be empty."""
        if value is None:
            self.text(column)
        return value


class Changes:
    """What became of rows that were not taken as they stood."""

    def __init__(self):
        self.entries = []

    def add(self, row, reason, value=""):
        """Note one changed or dropped row; ``reason`` is the same words for all alike."""
        self.entries.append((row.file, row.number, reason, value))

    def by_reason(self):
        """Return ``{(file, reason): [(row number, value), ...]}`` in order of files."""
        grouped = {}
        for file, number, reason, value in self.entries:
            grouped.setdefault((file, reason), []).append((number, value))
        return dict(sorted(grouped.items()))

    def write(self, path):
        """Write every entry, one a row."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "w", newline="", encoding="utf-8") as output:
            writer = csv.writer(output)
            writer.writerow(["file", "row", "what was done", "value"])
            writer.writerows(sorted(self.entries))


def read(folder, file, columns, changes):
    """Return the rows of a csv file.

    :param folder: path of the folder
    :param columns: names the header must have; others are left alone
    :param Changes changes: takes note of cells with blanks around them
    :raise Problem: if file, header or a row is not as it should be
    """
    path = folder / file
    if not path.is_file():
        raise Problem(
            f"{file} is missing in {folder}: put it there, with the columns "
            f"{', '.join(columns)}."
        )
    try:
        with open(path, newline="", encoding="utf-8-sig") as text:
            return list(_rows(csv.reader(text), file, columns, changes))
    except UnicodeDecodeError as error:
        raise Problem(
            f"{file} is not text in UTF-8: export it again with that encoding."
        ) from error
    except csv.Error as error:
        raise Problem(
            f"{file} is not a csv file ({error}): export it again."
        ) from error


def _rows(reader, file, columns, changes):
    header = [name.strip() for name in next(reader, [])]
    for name in columns:
        if name not in header:
            raise Problem(
                f"{file}, row 1, {name}: there is no such column: "
                f"name it in the first row, which now has {', '.join(header) or 'nothing'}."
            )
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        row = Row(
            file,
            reader.line_num,
            {name: cell.strip() for name, cell in zip(header, cells, strict=False)},
        )
        if len(cells) != len(header):
            raise row.problem(
                header[min(len(cells), len(header) - 1)],
                f"the row has {len(cells)} cells where the header has {len(header)}",
                "put cells that contain a comma in quotes",
            )
        for name, cell in zip(header, cells, strict=True):
            if cell != cell.strip():
                changes.add(row, f"{name}: blanks around it left out", cell.strip())
        yield row


def month_days(month):
    """Return first and last day of the month that begins with ``month``.

    >>> month_days(date(2017, 12, 1))
    (datetime.date(2017, 12, 1), datetime.date(2017, 12, 31))
    """
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return month, date.fromordinal(following.toordinal() - 1)
