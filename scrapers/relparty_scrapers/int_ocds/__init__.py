"""Tenders in the Open Contracting Data Standard 1.1: release packages, record packages, JSON lines of either."""
