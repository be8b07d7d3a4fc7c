"""Numbers that identify parties, one a file, and the masking of those that are personal."""
