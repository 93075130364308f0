"""From what a person asked for, by IRI, code, number or name, to the thing in the graph; or what there is instead."""
