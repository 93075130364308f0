"""SHACL compiled to SPARQL: each constraint of a shape becomes one query that finds all its violations at once.

`compile_shapes` reads a shapes graph and says, shape by shape, what was compiled and what was declined and why;
`evaluate` runs what was compiled inside a store. What is declined goes to the reference engine.
"""
