"""Pages of who looks after employers: their day, the employers, who owns them, needs and proposals."""
