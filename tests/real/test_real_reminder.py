"""Several workers remind at once, one is killed: every deal has one activity in the end."""

import pytest
from reminder_crowd import remind, remind_and_die, set_up
from served import Served, finish

COUNT = """
    SELECT count(*), count(DISTINCT reminder.res_id), count(activity.id)
      FROM sales_reminder reminder
 LEFT JOIN mail_activity activity ON activity.sales_reminder_id = reminder.id
"""


@pytest.fixture
def odoo():
    """Give a database with a thousand deals that nothing is planned for."""
    with Served("se_test_reminder") as served:
        served.call(set_up)
        yield served


def test_workers_at_once_and_one_killed(odoo):
    killed = odoo.begin(remind_and_die)
    killed.communicate(timeout=300)
    assert killed.returncode == -9
    # Two chunks of the three are committed, the third went with the worker.
    assert odoo.query(COUNT) == "400|400|400"
    for worker in [odoo.begin(remind) for _number in range(3)]:
        finish(worker)
    odoo.call(remind)
    assert odoo.query(COUNT) == "1000|1000|1000"
