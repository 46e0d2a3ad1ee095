"""Makes what a council installs: a folder, a .deb, a setup.exe."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MADE = ROOT / "build" / sys.platform
"""Files made for a build: notices, bill of materials, icon."""
