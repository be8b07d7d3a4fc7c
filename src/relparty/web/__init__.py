"""The web application over the casebook: thin routes, pages rendered here."""
