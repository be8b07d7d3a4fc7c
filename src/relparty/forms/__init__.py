"""Declaration forms: the cells of a document become records with sources."""
