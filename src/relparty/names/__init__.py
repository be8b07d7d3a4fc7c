"""Names in the form in which they are compared; what is shown is always the name as written."""
