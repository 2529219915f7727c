"""The learner's views, one file per place."""
