"""Tasks of the repository: setting up, testing, documenting. Nothing in `src` imports from here."""
