"""What happens to decisions when a learner moves to a newer version."""

VERSION_MOVED = "assessment.version.moved"
