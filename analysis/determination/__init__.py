"""Determination of BAT status: computed on a closed snapshot, under a named rule set, with every reason kept.

Pure core: `facts` (what is known of an entry), `rule_set` (the rules as data), `pairs` and `grounds` (what situations
the facts make), `decide` (status and reasons). Around it: `fetch` (facts out of a store), `determination_graph`
(results as triples), `derive` (all entries, or only the changed ones) and `explanation` (the reasons read back, in
words).
"""
