"""Entry point: ``python3 devkit`` is what ``./dev`` runs."""

import sys

from cli import main

if __name__ == "__main__":
    sys.exit(main())
