"""Tests on data that nobody of this project made up; it lies beside the checkout."""

import sys
from pathlib import Path

# Behind everything else: these modules have everyday names.
sys.path.append(str(Path(__file__).resolve().parents[2] / "devkit"))
