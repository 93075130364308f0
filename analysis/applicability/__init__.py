"""What applies to a sector or an activity on a day: the approved Kazakh conclusion, else the EU documents (p56)."""
