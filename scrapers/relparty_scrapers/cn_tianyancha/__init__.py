"""天眼查 open API: Chinese companies, their holders, former holders, staff and changes, from a paid interface."""
