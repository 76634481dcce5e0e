import re
from io import BytesIO
from pathlib import Path

import polib

from odoo.tests import TransactionCase, tagged
from odoo.tools.translate import trans_export

ADDON = "sales_efficiency"
FOLDER = Path(__file__).parent.parent / "i18n"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\$\{[^}]*\}|<[^>]+>")


@tagged("post_install", "-at_install")
class TestTranslations(TransactionCase):
    def _export(self):
        buffer = BytesIO()
        trans_export(None, [ADDON], buffer, "po", self.env)
        return polib.pofile(buffer.getvalue().decode())

    def test_template_is_fresh(self):
        """A text that is missing in the template cannot be translated by anybody."""
        shown = {entry.msgid for entry in self._export()}
        listed = {entry.msgid for entry in polib.pofile(str(FOLDER / f"{ADDON}.pot"))}
        hint = f"Export it: ./dev odoo i18n export -d DB {ADDON}"
        self.assertEqual(shown - listed, set(), hint)
        self.assertEqual(listed - shown, set(), hint)

    def test_translations_keep_placeholders(self):
        """A lost placeholder makes a sentence fail when it is shown."""
        for path in FOLDER.glob("*.po"):
            for entry in polib.pofile(str(path)).translated_entries():
                with self.subTest(language=path.stem, text=entry.msgid):
                    self.assertEqual(
                        sorted(PLACEHOLDER.findall(entry.msgstr)),
                        sorted(PLACEHOLDER.findall(entry.msgid)),
                    )
