"""Views of the pages of quality assurance."""
