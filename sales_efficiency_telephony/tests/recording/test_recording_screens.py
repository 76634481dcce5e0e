from odoo.tests import tagged

from odoo.addons.sales_efficiency.tests.screens import Screen, ScreenCase

from .common import RecordingCommon, make_wav

PLAYS = """
(async () => {
    const wait = async (told, check) => {
        for (let tries = 0; tries < 300; tries++) {
            if (check()) {
                return;
            }
            await new Promise((resolve) => setTimeout(resolve, 100));
        }
        throw new Error(`Waited in vain: ${told}`);
    };
    const place = () => document.querySelector(".o_recording_place").textContent;
    const find = () => document.querySelector(".o_recording_play");
    await wait("the player is there", find);
    const play = find();
    play.click();
    await wait("it plays", () => place().startsWith("0:01"));
    const seek = document.querySelector(".o_recording_seek");
    seek.value = 6.5;
    seek.dispatchEvent(new Event("input", { bubbles: true }));
    await wait("it goes on from there", () => place().startsWith("0:07"));
    await wait("it comes to the end", () => play.ariaLabel === "Play");
    if (place() !== "0:09 of 0:09" || document.querySelector(".o_recording_error")) {
        throw new Error(place());
    }
    console.log("test successful");
})();
"""


@tagged("post_install", "-at_install")
class TestRecordingScreens(RecordingCommon, ScreenCase):
    """The player and what is around it, as they look and as they sound."""

    def setUp(self):
        super().setUp()
        data = make_wav(9, [(0, 1.5), (6, 7)], [(2, 5.5), (7.2, 9)])
        self.recording = self._create_heard("1", data=data)
        for user, second, text in (
            (self.anna, 2, "Begins with the client's words"),
            (self.lena, 6.5, "Here a question about the budget was due"),
        ):
            self.env["pbx.recording.mark"].create(
                {
                    "recording_id": self.recording.id,
                    "second": second,
                    "text": text,
                    "user_id": user.id,
                }
            )
        self.refused = self._tell_recorded("2", files=("b.wav",))
        self.refused._settle(b"<html/>", None)
        self._create_heard("3", self._talk("102"))
        self.env["pbx.recording.access"].with_user(self.lena)._note_listening(
            self.recording, "192.0.2.7", "Mozilla/5.0"
        )

    def test_it_plays_in_a_browser(self):
        self.browser_js(
            f"/odoo/pbx-recordings/{self.recording.id}",
            PLAYS,
            "document.readyState === 'complete'",
            login=self.anna.login,
            timeout=120,
        )
        log = self.env["pbx.recording.access"].search([("user_id", "=", self.anna.id)])
        self.assertEqual(len(log), 1)
        self.assertEqual(log.recording_id, self.recording)

    def test_who_listens(self):
        self.look_around(
            self.max,
            Screen(
                "recording_call",
                f"/odoo/pbx.call/{self.recording.call_id.id}",
                ".o_recording",
            ),
            Screen(
                "recording_form",
                f"/odoo/pbx-recordings/{self.recording.id}",
                ".o_form_sheet",
                ready=".o_recording",
            ),
            Screen(
                "recording_refused",
                f"/odoo/pbx-recordings/{self.refused.id}",
                ".o_recording",
            ),
            Screen(
                "recording_list",
                "/odoo/pbx-recordings",
                ".o_content",
                ".o_data_row, .o_kanban_record:not(.o_kanban_ghost)",
            ),
            Screen(
                "recording_log", "/odoo/pbx-listening-log", ".o_content", ".o_data_row"
            ),
        )

    def test_who_sets_it_up_and_erases(self):
        action = self.env.ref(
            "sales_efficiency_telephony.res_partner_action_erase_recordings"
        )
        self.assertTrue(action.binding_model_id)
        self.look_around(
            self.ada,
            Screen(
                "recording_provider",
                f"/odoo/phone-systems/{self.provider.id}",
                ".o_form_sheet",
                ready=".o_field_widget[name=recording_hosts]",
                steps=(".nav-link[name=recordings]",),
            ),
        )
