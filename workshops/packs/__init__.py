"""A day pack: which sheets of a session, how many of each, in which files, on how much paper."""
