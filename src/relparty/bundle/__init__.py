"""The register bundle: a whole register as arrays that are mapped into memory (see docs/bundle.md)."""
