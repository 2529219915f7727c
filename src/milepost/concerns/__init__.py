"""Concerns: what somebody is unhappy or worried about, who may read it, and what was answered.

Words: a *concern* is raised, acknowledged and answered; who raised it can say more, and take it back. A *confidential* one
is read and answered by the managers of the centre alone, and stands on no timeline. For now employers raise them. May touch
the rooms below it: employers, people.
"""
