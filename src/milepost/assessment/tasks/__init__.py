"""Work of assessment that no page waits for, by occasion."""

from milepost.assessment.tasks.reviews import forget_review_addresses, remind_of_reviews

__all__ = ["forget_review_addresses", "remind_of_reviews"]
