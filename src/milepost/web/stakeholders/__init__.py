"""Pages on which colleagues draw the principal stakeholders, and see where they agree: for every member of staff of a centre."""
