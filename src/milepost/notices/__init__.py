"""Reads committed events and tells the people they concern, in the app and by e-mail. No room sends mail itself.

Words: a *notice* is one sentence for one person, with the thing it is about. May touch everything but pages.
"""
