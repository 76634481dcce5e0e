"""Several workers hand over at once, one is killed: everything goes, and is back, once."""

from absence_crowd import come_back, hand_over, hand_over_and_die, set_up
from served import Served, finish

#: Transfers, lines, records in them, and who has how many deals.
COUNT = """
    SELECT count(DISTINCT line.handover_id), count(*), count(DISTINCT line.res_id),
           (SELECT count(*) FROM crm_lead lead JOIN res_users person
                ON person.id = lead.user_id WHERE person.login = 'deputy')
      FROM sales_handover_line line
"""
TOLD = """
    SELECT count(*) FROM mail_message
     WHERE message_type = 'user_notification' AND model IS NULL
"""


def kill_one(odoo):
    """Let a worker be killed on its way."""
    killed = odoo.begin(hand_over_and_die)
    killed.communicate(timeout=300)
    assert killed.returncode == -9


def let_others_go_on(odoo):
    """Let three work at the same moment, then one more."""
    for worker in [odoo.begin(hand_over) for _number in range(3)]:
        finish(worker)
    odoo.call(hand_over)


def test_workers_at_once_and_one_killed():
    with Served("se_test_absence") as odoo:
        odoo.call(set_up)
        kill_one(odoo)
        # One chunk is committed, the second went with the worker.
        assert odoo.query(COUNT) == "1|300|300|100"
        let_others_go_on(odoo)
        assert odoo.query(COUNT) == "1|300|300|300"
        assert odoo.query(TOLD) == "2"
        odoo.call(come_back)
        kill_one(odoo)
        assert odoo.query(COUNT) == "1|300|300|200"
        let_others_go_on(odoo)
        assert odoo.query(COUNT) == "1|300|300|0"
        assert odoo.query(TOLD) == "4"
