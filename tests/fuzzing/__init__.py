"""Good forms damaged at random by a seed, and what may be said of a lot with one of them."""
