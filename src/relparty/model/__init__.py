"""Frozen data classes of the field: parties, records with their sources, lots, ties and findings."""
