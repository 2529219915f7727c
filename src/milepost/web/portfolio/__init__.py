"""What staff read of portfolios, whatever their role: learners as skylines, a unit criterion by criterion, a piece of evidence.

The pages of assessors and of quality assurers build on it; what each may do stands in their own folders.
"""
