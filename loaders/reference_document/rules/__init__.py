"""The rules by which technique records are read, as data."""
