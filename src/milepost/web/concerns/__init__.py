"""Cases: the open door, which anybody uses without signing in and without leaving a trace, and the pages of caseworkers."""
