"""Reads an awarding body's handbook as it comes (text or PDF) into a qualification that can be looked at, corrected and published.

The words: a *source* is the document as pages and lines; a *passage* is one paragraph, heading or marked statement of it;
a *reading* is what was understood, each fact with the place where it stood; a *warning* is a contradiction or a gap in the
document itself, which a person settles. Pure functions over bytes: no tables, no requests, nothing written to disk.
"""

from typing import TYPE_CHECKING

from milepost.frameworks.importers.source import NotReadable, Progress

if TYPE_CHECKING:
    from milepost.frameworks.importers.pack import Reading

__all__ = ["NotReadable", "read_handbook"]


def read_handbook(data: bytes, name: str, progress: Progress | None = None) -> "Reading":
    """Reads a handbook. NotReadable, with a sentence for the person, when it is none."""
    from milepost.frameworks.importers import pack  # its patterns cost half a second: only who reads a handbook waits for them

    return pack.read_handbook(data, name, progress)
