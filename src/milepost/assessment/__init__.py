"""Judgements, feedback and sign-off.

Words: a *judgement* is an assessor's decision on one criterion, or on one part of an evidence requirement, of one
registration; it lists the claims it rests on. A *sign-off* is on a unit. Both are append-only: a change of mind is a
new row that supersedes the old. May touch `portfolios` and everything below.
"""
