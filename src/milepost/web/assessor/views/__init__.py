"""Views of the assessor's pages."""
