"""Views, by occasion."""
