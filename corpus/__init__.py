"""The report: text in, addressed passages out."""
