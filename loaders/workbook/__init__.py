"""The authoring workbook: a draft of a reference book as XLSX, as a folder of CSV and as JSON-LD."""
