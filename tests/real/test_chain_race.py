"""Two engines at once and one that is killed: each letter is written once."""

import pytest
from chain_crowd import (
    PEOPLE,
    advance,
    advance_and_die,
    advance_beside_another,
    set_up,
)
from served import Served, finish


@pytest.fixture(scope="module")
def race():
    with Served("se_test_chain") as odoo:
        assert odoo.call(set_up) == PEOPLE
        killed = odoo.begin(advance_and_die)
        others = [odoo.begin(advance_beside_another) for _engine in range(2)]
        killed.communicate(timeout=300)
        assert killed.returncode == -9
        for other in others:
            finish(other)
        odoo.call(advance)
        yield odoo


def test_everybody_has_one_letter(race):
    assert race.query("SELECT count(*) FROM mail_mail WHERE mailing_id > 0") == str(
        PEOPLE
    )
    assert race.query("SELECT count(DISTINCT res_id) FROM mail_mail") == str(PEOPLE)


def test_letters_traces_logs_and_moves_tell_the_same(race):
    assert race.query(
        """SELECT count(*) FROM mailing_chain_participant one
             JOIN mailing_chain_step step ON step.id = one.step_id
            WHERE step.kind = 'wait' AND 1 = (
                  SELECT count(*) FROM mailing_chain_participant_step log
                    JOIN mailing_trace trace
                      ON trace.chain_participant_step_id = log.id
                    JOIN mail_mail mail ON mail.id = trace.mail_mail_id
                   WHERE log.participant_id = one.id AND log.result = 'sent'
                     AND trace.res_id = one.res_id AND mail.state = 'outgoing')"""
    ) == str(PEOPLE)
