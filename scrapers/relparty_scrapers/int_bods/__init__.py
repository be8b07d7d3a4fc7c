"""BODS 0.4 (Beneficial Ownership Data Standard): owners, officers and other interests, read from files of statements."""
