"""The guided tour of the practice town."""
