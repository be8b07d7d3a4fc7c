"""Documents of every kind become rows of cells with places; what the cells mean is read above."""
