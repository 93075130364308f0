"""What the analyses say, in Kazakh, Russian and English.

An analysis states what it found as data: a `Message` names a text and what stands in its places. The texts themselves
are in `texts/`, one file an analysis, each text once in three languages. `speaker` says a message in a language,
`names` has the labels of codes.
"""
