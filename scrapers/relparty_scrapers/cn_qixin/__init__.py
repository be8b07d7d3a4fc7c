"""启信宝 open API: Chinese companies, their holders, staff and changes, from a paid interface."""
