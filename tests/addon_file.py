"""Files of the addons for tests that have no Odoo."""

import importlib.util
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]


def load(path):
    """Import a file that imports nothing of ours, without its addon's ``__init__``.

    :param str path: seen from the checkout
    """
    name = path.removesuffix(".py").replace("/", "_")
    spec = importlib.util.spec_from_file_location(name, CHECKOUT / path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
