"""Declaration forms: documents become cells with places, cells become records with sources."""
