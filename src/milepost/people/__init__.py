"""Organisations, centres, people and their appointments.

Words: a *person* signs in; an *appointment* is a person's role at a centre, from a day to a day; an *invitation* asks
somebody to take one up. Roles and what they may do are data (`permissions.py`). May touch `base` and the engine.
"""
