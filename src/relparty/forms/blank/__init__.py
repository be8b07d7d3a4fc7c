"""The empty declaration form: what it consists of, and how it is printed as a workbook and as a document."""
