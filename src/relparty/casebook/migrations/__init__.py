"""The versions of the tables of a casebook, as Alembic runs them."""
