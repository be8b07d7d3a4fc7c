"""Regimes: how serious a tie is and on what basis, as data with dates; and the grading by them."""
