"""The draft as a folder of CSV files with CSVW metadata."""
