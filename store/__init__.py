"""One interface to a graph store, embedded or remote. Knows nothing of what a technique is."""
