"""What the assessor's and the learner's pages say of visits alike: the agenda, one visit, its plan, shifts, the calendar feed."""
