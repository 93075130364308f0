"""Technique records of JRC reference documents, with their effects on the environment."""
