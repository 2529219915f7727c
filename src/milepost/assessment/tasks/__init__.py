"""Work of assessment that no page waits for, by occasion."""

from milepost.assessment.tasks.reviews import forget_review_addresses, remind_of_reviews
from milepost.assessment.tasks.testimony import forget_witness_addresses

__all__ = ["forget_review_addresses", "forget_witness_addresses", "remind_of_reviews"]
