"""The draft as an Excel workbook: writing, opening with guards, and marking faults in a copy."""
