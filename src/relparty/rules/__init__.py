"""The rules, one a file: each finds ties; how serious a tie is, a regime says."""
