"""The reasoning over the books: determination of status and what is built on it."""
