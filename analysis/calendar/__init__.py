"""Calendar of books: when a revision is due, and where every draft stands in its procedure (p21–p45, p61–p64).

`deadlines` reads lengths from the ontology's code list, `history` what happened, `draft_state` and `revisions` decide
what is next, `calendar` puts them together, `icalendar_form` writes RFC 5545, `calendar_text` words.
"""
