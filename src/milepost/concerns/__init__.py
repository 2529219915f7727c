"""Concerns: what somebody is unhappy or worried about, who may read it, and what was answered.

Words: a *concern* is raised, acknowledged and answered; who raised it can say more, and take it back. A *confidential* one
is read and answered by the managers of the centre alone, and stands on no timeline: this is how employers raise theirs.
A *case* is a concern that came by the open *door*, from anybody, without signing in: whoever raised it comes back with a
*passphrase*, and one uninvolved *caseworker* reads it, nobody else. A *watch* looks for a year
whether who switched it on fares worse; its *alert* carries a *key* and no name. The *procedure* says what happens by when. May touch the
rooms below it: employers, assessment, portfolios, people.
"""
