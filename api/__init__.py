"""What a user meets: command line, GraphQL, SPARQL protocol, pages."""
