"""Puts the parts of ./dev within reach of tests."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent / "devkit"))
