"""Registers: the port that sources implement, and the polite client that asks them."""
