"""How a map's classes are found, called and coloured, on screen and on paper."""
