"""The pages of quality assurance: the second look at units signed off, and portfolios to read."""
