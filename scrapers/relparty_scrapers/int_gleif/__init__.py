"""GLEIF: holders of a Legal Entity Identifier, and who consolidates them in its accounts; never persons, never shares."""
