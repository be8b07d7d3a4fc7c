"""Lot folders: lot.toml, policy.toml, quotes.csv, group.csv and the form files beside them."""
