"""Programmes, which award nothing, as three people meet them: the participant, their adviser, the centre manager."""
