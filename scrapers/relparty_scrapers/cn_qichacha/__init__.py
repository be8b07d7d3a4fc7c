"""企查查 OpenAPI: Chinese companies, their holders, staff and changes, from a paid interface."""
