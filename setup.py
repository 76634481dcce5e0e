"""One wheel whose addons land in ``odoo/addons/``, beside those of an installed Odoo."""

from ast import literal_eval
from pathlib import Path

from setuptools import find_packages, setup

ADDONS = (
    "sales_efficiency",
    "sales_efficiency_mailing",
    "sales_efficiency_telephony",
)
#: What belongs to an addon beside its packages: data, screens, texts, and the migration
#: scripts, whose folders are no packages. Tests go along, as in Odoo's own packages.
DATA = ("*.csv", "*.html", "*.jpg", "*.js", "*.json", "*.jsonl", "*.md", "*.mp3", "*.ogg",
        "*.opus", "*.png", "*.po", "*.pot", "*.py", "*.scss", "*.sql", "*.svg", "*.xlsx",
        "*.xml")  # fmt: skip

manifest = literal_eval((Path(ADDONS[0]) / "__manifest__.py").read_text())
packages = [
    f"odoo.addons.{package}"
    for addon in ADDONS
    for package in (addon, *(f"{addon}.{name}" for name in find_packages(addon)))
]

setup(
    name="odoo-addons-sales-efficiency",
    version=manifest["version"],
    description=manifest["summary"],
    long_description=Path("README.md").read_text(),
    long_description_content_type="text/markdown",
    license="LGPL-3.0-only",
    python_requires=">=3.10",
    # Who talked how much is told of coded recordings too: A-law WAV, MP3.
    extras_require={"sound": ["miniaudio>=1.61"]},
    packages=packages,
    package_dir={f"odoo.addons.{addon}": addon for addon in ADDONS},
    package_data={
        f"odoo.addons.{addon}": [f"**/{pattern}" for pattern in DATA]
        for addon in ADDONS
    },
)
