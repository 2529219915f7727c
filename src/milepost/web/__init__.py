"""Pages by audience: they call queries, actions and policies, and never a table."""
