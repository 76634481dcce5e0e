import argparse
import asyncio
import sys

from odoo.cli import Command
from odoo.modules.registry import Registry
from odoo.service.server import load_server_wide_modules
from odoo.tools import config


class PbxListener(Command):
    """Hear the phone systems of a database whose kind is Asterisk."""

    name = "pbx_listener"
    epilog = """Takes the options of the server (-c, -d, --data-dir …) too. Any number of
        listeners may run, on any hosts: of each phone system one is active."""

    def run(self, args):
        self.parser.add_argument(
            "--provider",
            type=int,
            action="append",
            default=[],
            metavar="ID",
            help="hear this phone system; may be repeated; all by default",
        )
        self.parser.add_argument(
            "--spool",
            metavar="FOLDER",
            help="where events wait while the database is away; by default pbx_listener "
            "in the data folder",
        )
        self.parser.formatter_class = argparse.HelpFormatter
        options, words = self.parser.parse_known_args(args)
        config.parser.prog = self.prog
        config.parse_config(words, setup_logging=True)
        databases = config["db_name"]
        if len(databases) != 1:
            sys.exit("Name the one database to listen for: -d DATABASE")
        load_server_wide_modules()
        # This file is loaded without its addon, which is at hand when the database is.
        if "pbx.provider" not in Registry(databases[0]):
            sys.exit(f"Install the addon sales_efficiency_telephony in {databases[0]}.")
        from odoo.addons.sales_efficiency_telephony.listener.service import Service

        service = Service(databases[0], options.provider, options.spool)
        asyncio.run(service.run())
