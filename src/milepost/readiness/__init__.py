"""Readiness: the organisation's road, its mileposts and gates, the work that is left, two dates, and whether it will be ready.

Words: a *milepost* stands on the road, and most have a *gate* that opens only when what it asks for holds in the rooms below; a piece
of *work* is known from a day and finished on one; a *checkpoint* is a day on which one judges anew and compares with what was
expected. May touch every room below it and writes in none of them.
"""
