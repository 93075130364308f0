"""Measured values of a facility: a user's CSV, read strictly and refused with the row and column of a fault."""
