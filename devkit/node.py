"""Programs from npm: linters of XML and JavaScript, and rtlcss for right-to-left screens."""

import locks
from children import run
from console import step
from places import CHECKOUT, LOGS, NODE, digest

FILES = ("package.json", "package-lock.json")


@locks.alone
def ensure():
    """Return the folder of the installed programs."""
    mark = NODE / "complete"
    wanted = digest(*(CHECKOUT / name for name in FILES))
    if not mark.exists() or mark.read_text() != wanted:
        with step("Fetching linters from npm"):
            run(
                ["npm", "ci", "--no-audit", "--no-fund"],
                "npm could not fetch its packages: check the network (npm_config_registry, "
                "proxies are respected) and the free space, then try again.",
                LOGS / "npm.log",
                cwd=CHECKOUT,
            )
        mark.write_text(wanted)
    return NODE / ".bin"
