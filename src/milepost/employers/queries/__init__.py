"""What a person may see of employers. Visibility first; a stranger finds nothing."""

from milepost.employers.queries.journey import (
    files,
    happened,
    journey_at,
    learners_of_employer,
    merges_of,
    newest_journey,
    parts_of,
    streams_of,
    versions_of_journey,
    without_file,
)

__all__ = [
    "files",
    "happened",
    "journey_at",
    "learners_of_employer",
    "merges_of",
    "newest_journey",
    "parts_of",
    "streams_of",
    "versions_of_journey",
    "without_file",
]
