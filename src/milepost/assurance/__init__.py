"""The second pair of eyes: the internal quality assurer reads judgements and agrees a unit, or returns it.

Words: a *unit review* is the IQA's decision on one sign-off. A unit that was returned is open again until the
assessor signs it off anew. A *finding* is something that is not as it should be; a *corrective action* says who puts it right
by when, with what proof, and somebody else checks that it worked. Sampling, standardisation and external visits will live here. May touch `assessment` and
everything below.
"""
