"""Views of the centre's pages, one file a place."""
