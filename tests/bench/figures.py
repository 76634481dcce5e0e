"""What a benchmark prints: a table to read and, as its last line, one JSON object."""

import json
from dataclasses import dataclass, field


@dataclass
class Figures:
    """Measured figures by name; what could not be measured is ``None``.

    >>> figures = Figures("board")
    >>> figures.add("board_ratio", 1.234, "the board against bare SQL", limit=1.5)
    >>> print(figures.table())
    figure                    measured      limit        what it is
    board_ratio                   1.23     <= 1.5   well the board against bare SQL
    >>> figures.as_json()
    '{"bench": "board", "figures": {"board_ratio": 1.234}}'
    """

    bench: str
    values: dict = field(default_factory=dict)
    rows: list = field(default_factory=list)

    def add(self, name, value, text, limit=None):
        """Note one figure.

        :param value: number, ``None`` if it could not be measured
        :param limit: the most it may be
        """
        self.values[name] = value
        self.rows.append((name, value, limit, text))

    def aside(self, name, value, text):
        """Note something worth reading that is not one of the benchmark's figures."""
        self.rows.append((name, value, None, text))

    def table(self):
        """Return the readable table."""
        head = f"{'figure':<24} {'measured':>9} {'limit':>10}        what it is"
        return "\n".join([head, *(self._line(*row) for row in self.rows)])

    def as_json(self):
        """Return the last line."""
        return json.dumps({"bench": self.bench, "figures": self.values})

    def exceeded(self):
        """Return the names of the figures that are missing or above their limit."""
        return [
            name
            for name, value, limit, _text in self.rows
            if limit is not None and (value is None or value > limit)
        ]

    def _line(self, name, value, limit, text):
        shown = "null" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")
        verdict = ""
        if limit is not None:
            verdict = "well" if value is not None and value <= limit else "MISS"
        bound = f"<= {limit:g}" if limit is not None else ""
        return f"{name:<24} {shown:>9} {bound:>10} {verdict:>6} {text}"
