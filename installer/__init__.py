"""Makes what a council installs: a folder, a .deb, a setup.exe."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MADE = ROOT / "build" / "made"
"""Files made for a build: notices, bill of materials, icon."""
