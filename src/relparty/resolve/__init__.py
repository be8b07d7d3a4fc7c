"""Records to entities: which mentions are one party, how surely, and why."""
