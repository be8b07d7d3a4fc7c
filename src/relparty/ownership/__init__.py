"""Entities to a graph of holdings: layers, control, effective share, evidence paths."""
