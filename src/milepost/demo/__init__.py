"""A believable centre, built only through actions, and the same kind of learners in bulk for measuring.

Used by `milepost demo`, by tests, by the docs' pictures and by `milepost bench`.
"""
