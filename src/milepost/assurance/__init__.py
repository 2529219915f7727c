"""The second pair of eyes: the internal quality assurer reads judgements and agrees a unit, or returns it.

Words: a *unit review* is the IQA's decision on one sign-off. A unit that was returned is open again until the
assessor signs it off anew. Sampling, standardisation and external visits will live here. May touch `assessment` and
everything below.
"""
