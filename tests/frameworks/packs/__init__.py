"""Packs that tests write themselves, and the comparison of a reading with what it should hold."""
