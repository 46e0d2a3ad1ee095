"""Native readers kept apart: a process of its own reads workbooks and maps.

GDAL, GEOS, calamine and Pillow can hang, fill the memory or stop their process on a
file made for it. Here that ends a process which holds nothing of the analyst's.
"""

from hotspot_app.data.apart.process import Reader, end, reader, warm

__all__ = ["Reader", "end", "reader", "warm"]
