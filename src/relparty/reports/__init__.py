"""A screening as people and programs read it, one format a file."""
