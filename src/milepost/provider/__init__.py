"""The provider's own portfolio: what an organisation shows against a quality standard, and the applications that it freezes.

Words: a *standard* has parts and *indicators*; a *statement* is what is written on one; *shown* evidence is a file, a sentence or a
*measure*, a saved question to the system that stays live until it is frozen; a *score* is a band with its reason; an *application* is
a copy of all of it with the figures of that moment. May touch every room below it and writes in none of them.
"""
