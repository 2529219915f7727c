"""Pages for who keeps quality or runs the centre: standards that it holds a portfolio against, and applications."""
