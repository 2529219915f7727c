"""Pages for whoever runs a centre: what waits, qualifications and their import, people, learners and employers.

The quality manager reads most of them and changes nothing.
"""
