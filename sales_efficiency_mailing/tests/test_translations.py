from odoo.tests import TransactionCase, tagged

from odoo.addons.sales_efficiency.tests.translations import TranslationChecks


@tagged("post_install", "-at_install")
class TestTranslations(TranslationChecks, TransactionCase):
    addon = "sales_efficiency_mailing"
