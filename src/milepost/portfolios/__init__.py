"""Registrations, the units agreed, evidence with its versions, and claims.

Words: a *registration* pins a learner to one qualification of a published specification; *evidence* is the thing
shown; a *claim* says "this evidence meets that, there"; claims are *handed in* together, with a declaration. The
*progress* of a registration is a projection that is never edited by hand. May touch `frameworks`, `people`, `base`
and the engine; knows no judgement, but keeps the projection into which `assessment` writes.
"""
