"""One sub-package per kind of source: each turns a file into a named graph or refuses it whole."""
