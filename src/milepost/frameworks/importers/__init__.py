"""Reads an awarding body's handbook as it comes (text or PDF) into a qualification that can be looked at, corrected and published.

The words: a *source* is the document as pages and lines; a *passage* is one paragraph, heading or marked statement of it;
a *reading* is what was understood, each fact with the place where it stood; a *warning* is a contradiction or a gap in the
document itself, which a person settles. Pure functions over bytes: no tables, no requests, nothing written to disk.
"""

from milepost.frameworks.importers.pack import Reading, read_handbook
from milepost.frameworks.importers.source import NotReadable

__all__ = ["NotReadable", "Reading", "read_handbook"]
