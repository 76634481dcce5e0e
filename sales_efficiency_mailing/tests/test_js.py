from odoo.tests import HttpCase, tagged

from odoo.addons.web.tests import test_js


@tagged("post_install", "-at_install")
class TestJs(HttpCase):
    """The addon's own hoot tests: ``static/tests/**/*.test.js``."""

    def test_hoot(self):
        suite = test_js.HOOTCommon._generate_hash(self, "@sales_efficiency_mailing")
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&id={suite}",
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=test_js.unit_test_error_checker,
        )
