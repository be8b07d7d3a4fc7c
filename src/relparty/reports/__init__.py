"""A screening as people and programs read it, one format a file."""

TABLES = ("csv", "xlsx")
"""The tables of findings that can be written besides the standing files of a report folder."""
