"""What the compiler leaves to the reference engine."""


class Declined(Exception):
    """A construct that is not compiled; the text names it."""
