"""Service standards: what a provider promises about time, and whether it is kept.

Words: a *standard* says what starts a clock, what ends it and how long it may run; a *clock* runs for one thing and is
read from the journal, so nobody enters anything twice; a clock that runs out is a *breach*, and somebody says why and
what was done. May touch the rooms below it: portfolios, assessment, people.
"""
