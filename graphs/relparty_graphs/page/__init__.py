"""The interactive page: a lot's picture laid out here, and the small scripts and style sheet that make it usable."""
