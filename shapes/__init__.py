"""SHACL shapes, one Turtle file per topic of the law, and the validation that runs them."""
