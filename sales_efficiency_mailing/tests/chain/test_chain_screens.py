from odoo.tests import tagged

from odoo.addons.sales_efficiency.tests.screens import Screen, ScreenCase

from .drawn_common import DrawnCommon

CHAINS = "/odoo/mailing-chains"
PARTICIPANTS = "/odoo/mailing-participants"
FLOW = ".o_chain_flow"
CARDS = ".o_kanban_record:not(.o_kanban_ghost)"
FORM = ".o_form_sheet .o_inner_group, .o_form_sheet .oe_title"
PAGES = ".o_notebook_headers li:nth-child({}) a"


@tagged("post_install", "-at_install", "sales_screens")
class TestChainScreens(DrawnCommon, ScreenCase):
    """Chains as they are seen by who draws them."""

    def _run(self):
        """Start the chain, with some on the way and letters that were read."""
        self.chain.action_start()
        leads = [self.lead, *(self._create_lead(name) for name in ("Tim", "Oscar"))]
        participants = self._put_on_the_way(self.pause, *leads)
        participants[-1].write(
            {"state": "held", "held_reason": "Held by Ada", "wake_at": False}
        )
        logs = self.env["mailing.chain.participant.step"].create(
            [
                {
                    "participant_id": participant.id,
                    "chain_id": self.chain.id,
                    "company_id": self.company.id,
                    "step_id": self.greeting.id,
                    "mailing_id": self.greeting.mailing_ids.id,
                    "entered_at": "2026-11-02 08:00:00",
                    "done_at": "2026-11-02 08:05:00",
                    "result": "sent",
                }
                for participant in participants
            ]
        )
        self.env["mailing.trace"].create(
            [
                {
                    "model": "crm.lead",
                    "res_id": log.participant_id.res_id,
                    "mass_mailing_id": log.mailing_id.id,
                    "chain_participant_step_id": log.id,
                    "sent_datetime": "2026-11-02 08:05:00",
                    "human_open_at": "2026-11-02 09:00:00",
                    "trace_status": "open",
                }
                for log in logs
            ]
        )
        return participants

    def test_drawing(self):
        self.reminder.mailing_ids.unlink()
        chain = f"{CHAINS}/{self.chain.id}"
        self.look_around(
            self.ada,
            Screen("chains", CHAINS, CARDS),
            Screen("chain_drawn", chain, FLOW, ".o_chain_card"),
            Screen(
                "chain_ways",
                "",
                FLOW,
                ".o_chain_card",
                (f"[data-step='{self.branch.id}'] li:last-child .o_chain_follow",),
            ),
            Screen("chain_entry", "", FORM, "", (PAGES.format(2),)),
            Screen("chain_exit", "", FORM, "", (PAGES.format(3),)),
            Screen("chain_window", "", FORM, "", (PAGES.format(4),)),
            Screen(
                "chain_branch",
                f"/odoo/mailing.chain.step/{self.branch.id}",
                ".o_inner_group",
                ".o_data_row",
            ),
        )

    def test_running(self):
        participants = self._run()
        self.chain.action_edit()
        publish = (
            self.env["mailing.chain.publish"]
            .with_user(self.ada)
            .create({"chain_id": self.chain.id, "choice": "move"})
        )
        chain = f"{CHAINS}/{self.chain.id}"
        self.look_around(
            self.ada,
            Screen(
                "chain_running",
                chain,
                FLOW,
                ".o_chain_figures",
                (".o_chain_versions button:last-child",),
            ),
            Screen(
                "chain_publish",
                f"/odoo/mailing.chain.publish/{publish.id}",
                ".o_inner_group",
                ".o_data_row",
            ),
            Screen("chain_participants", PARTICIPANTS, CARDS),
            Screen(
                "chain_participant",
                f"{PARTICIPANTS}/{participants[0].id}",
                FORM,
                ".o_data_row",
            ),
        )

    def test_trial(self):
        trial = (
            self.env["mailing.chain.trial"]
            .with_user(self.ada)
            .create(
                {
                    "chain_id": self.chain.id,
                    "lead_id": self.lead.id,
                    "email": "ada@efficient.example",
                }
            )
        )
        trial.action_start()
        trial.action_next()
        trial.action_next()
        path = "/odoo/action-sales_efficiency_mailing.mailing_chain_trial_action"
        self.look_around(
            self.ada,
            Screen(
                "chain_trial",
                f"{path}/{trial.id}",
                ".o_form_view .o_inner_group",
                ".o_data_row",
            ),
        )
