"""In the place of `libpysal.examples` in a build: nothing to fetch.

libpysal's modules import one another in a circle, which ends well only if this one has
been through first.
"""

import libpysal.io  # noqa: F401
