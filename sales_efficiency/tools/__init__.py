"""Arithmetic of the addon: standard library only, no ORM, no clock, no randomness."""
