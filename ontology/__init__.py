"""The model: OWL modules and code lists in Turtle, and the few lines that name and read them."""
