"""How fast the program is: reading files, searching, and the pages of the site. See `__main__`."""
