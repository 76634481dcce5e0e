"""Several workers remind at once, one is killed: every deal has one activity in the end."""

from reminder_checks import KILLED, PREPARE, RUN
from shells import Shells

COUNT = """
    SELECT count(*), count(DISTINCT reminder.res_id), count(activity.id)
      FROM sales_reminder reminder
 LEFT JOIN mail_activity activity ON activity.sales_reminder_id = reminder.id
"""


def test_workers_at_once_and_one_killed():
    with Shells("se_test_reminder") as shells:
        shells.run_at_once(PREPARE)
        shells.run_to_death(KILLED)
        # Two chunks of the three are committed, the third went with the worker.
        assert shells.ask(COUNT) == "400|400|400"
        shells.run_at_once(RUN, count=3)
        shells.run_at_once(RUN)
        assert shells.ask(COUNT) == "1000|1000|1000"
