"""What bidders attach to the form: register pages and reports, read and compared with the declaration."""
