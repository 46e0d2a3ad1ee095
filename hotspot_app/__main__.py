"""`python -m hotspot_app` is the command line."""

import sys

from hotspot_app.cli.main import main

sys.exit(main())
