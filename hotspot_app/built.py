"""What a build starts: the window, or the process beside it that reads files."""

from __future__ import annotations

import sys

from hotspot_app.data.apart.process import WORD

if __name__ == "__main__":
    if sys.argv[1:] == [WORD]:
        from hotspot_app.data.apart.serving import main
    else:
        from hotspot_app.ui.start_up.app import main
    sys.exit(main())
