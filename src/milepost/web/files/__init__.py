"""Files as pages need them: coming in piece by piece, going out in ranges, shown as pages, and what is typed meanwhile."""
