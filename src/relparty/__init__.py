"""relparty: who stands behind the bidders of a procurement lot, on what evidence, under which article."""

__version__ = "0.1.0"
