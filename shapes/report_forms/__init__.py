"""The forms in which a validation report is read: terminal, JSON, CSV, SHACL Turtle, printable page."""
