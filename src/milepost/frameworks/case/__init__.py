"""Specifications as CASE packages: the open format in which competency frameworks travel between systems.

A package is one `CFDocument` with its `CFItems`, and associations that say which item is part of which. `fields` is what
the format knows, `identity` gives our identifiers, `writing` turns a document of ours into a package, `normal` makes a
package of versions 1.0 or 1.1 regular and refuses what cannot be kept, `reading` turns it into a document.

What CASE says and a document has no word for is kept under `case`, at the part that it speaks of. What a document says and
CASE has no field for travels in `extensions.milepost`, in our own notation. So a package that was read is written again
byte for byte, and a specification that was written is read again without loss.
"""
