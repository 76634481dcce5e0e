"""Fill a database that has ``sale_crm`` with the company; run by ``bench_board.py``.

python generate.py CONFIG DATABASE
"""

import sys
import time

from company.people import make_people
from company.records import make_records
from odoo_env import connect


def main(config, database):
    """Make the company in one transaction and say how long each part took."""
    with connect(config, database) as env:
        start = time.monotonic()
        print("  people", end="", flush=True)
        make_people(env)
        for part in make_records(env):
            start = _say(start, part)
        _say(start)
        env.cr.commit()


def _say(start, part=None):
    now = time.monotonic()
    print(f" {now - start:.0f} s", end="" if part else "\n", flush=True)
    if part:
        print(f", {part}", end="", flush=True)
    return now


if __name__ == "__main__":
    main(*sys.argv[1:])
