"""The HTTP service: pages, SPARQL protocol, linked data and GraphQL."""
