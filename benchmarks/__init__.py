"""Measurements against peers and targets; nothing here ships."""
