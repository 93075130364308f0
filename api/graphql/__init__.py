"""GraphQL: types and fields generated from the model shapes, analyses written by hand on top."""
