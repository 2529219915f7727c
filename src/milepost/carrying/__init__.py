"""Carrying a portfolio from one centre to another: packed as one file that anybody can read and check, and received.

Words: a *package* is a portfolio as one ZIP: a bag (BagIt) with a page for people, everything for machines, and the
journal word for word; an *arrival* is a package that a centre received; a *part* is what one centre wrote in the
journal. This room reads the tables of every room below it, and is the only one that writes rows which nobody here
acted for: those of an arrival, all of them vouched for by one event.
"""
