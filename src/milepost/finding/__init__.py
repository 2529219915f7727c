"""Finding things: one search over what the reader may see anyway.

Words: a *source* is a table whose text is searched; the *index* holds that text, kept by the database itself in the transaction
that writes the row. The index says which rows match, and each room's own query says which of them the reader may see: what
somebody may not open they cannot find. May touch every room below; none knows it.
"""
