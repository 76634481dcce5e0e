"""What holds for the texts of every addon of the suite."""

import re
from io import BytesIO
from pathlib import Path

import polib

from odoo.tools import file_path
from odoo.tools.translate import trans_export

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\$\{[^}]*\}|<[^>]+>")


class TranslationChecks:
    """Checks of an addon's template and translations, for a test case that names it."""

    addon = None

    def _get_folder(self):
        return Path(file_path(f"{self.addon}/i18n"))

    def _export(self):
        buffer = BytesIO()
        trans_export(None, [self.addon], buffer, "po", self.env)
        return polib.pofile(buffer.getvalue().decode())

    def test_template_is_fresh(self):
        """A text that is missing in the template cannot be translated by anybody."""
        shown = {entry.msgid for entry in self._export()}
        template = self._get_folder() / f"{self.addon}.pot"
        listed = {entry.msgid for entry in polib.pofile(str(template))}
        hint = f"Export it: ./dev odoo i18n export -d DB {self.addon}"
        self.assertEqual(shown - listed, set(), hint)
        self.assertEqual(listed - shown, set(), hint)

    def test_translations_keep_placeholders(self):
        """A lost placeholder makes a sentence fail when it is shown."""
        for path in self._get_folder().glob("*.po"):
            for entry in polib.pofile(str(path)).translated_entries():
                with self.subTest(language=path.stem, text=entry.msgid):
                    self.assertEqual(
                        sorted(PLACEHOLDER.findall(entry.msgstr)),
                        sorted(PLACEHOLDER.findall(entry.msgid)),
                    )
