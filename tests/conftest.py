"""Puts the parts of ./dev within reach of tests."""

import sys
from pathlib import Path

# Behind everything else: these modules have everyday names.
sys.path.append(str(Path(__file__).resolve().parents[1] / "devkit"))
