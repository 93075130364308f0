"""Levels associated with BAT: from tables and sentences to n-ary facts, CSV and graph."""
