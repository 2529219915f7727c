"""Service standards: what runs, what broke, how standards are kept, and what a centre sets for them. For staff of several roles."""
