"""The pure engine: frameworks, rules, standing and gates as values and functions.

No Django, no clock, no input or output, no unseeded randomness, and nothing imported from the rest of Milepost.
Facts go in as frozen dataclasses; lists of reasons come out, and an empty list means good.
"""
