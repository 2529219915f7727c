"""Pages about workbooks: choosing one, filling it in, reading it, claiming it as evidence."""
