"""Several workers hand over at once, one is killed: everything goes, and is back, once."""

from absence_checks import BACK, KILLED, PREPARE, RUN
from shells import Shells

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


def test_workers_at_once_and_one_killed():
    with Shells("se_test_absence") as shells:
        shells.run_at_once(PREPARE)
        shells.run_to_death(KILLED)
        # One chunk is committed, the second went with the worker.
        assert shells.ask(COUNT) == "1|300|300|100"
        shells.run_at_once(RUN, count=3)
        shells.run_at_once(RUN)
        assert shells.ask(COUNT) == "1|300|300|300"
        assert shells.ask(TOLD) == "2"
        shells.run_at_once(BACK)
        shells.run_to_death(KILLED)
        assert shells.ask(COUNT) == "1|300|300|200"
        shells.run_at_once(RUN, count=3)
        shells.run_at_once(RUN)
        assert shells.ask(COUNT) == "1|300|300|0"
        assert shells.ask(TOLD) == "4"
