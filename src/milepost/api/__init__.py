"""Interfaces for other systems: the same verbs as the pages, in JSON.

So far there is one, which only reads: the CASE 1.1 service of what centres have marked as their own or as open. `case` holds
its addresses, `asking` what may be asked of its list, `status` the bodies of its refusals. Like the pages it reaches tables
only through queries and actions.
"""
