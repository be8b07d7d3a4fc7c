"""Companies House: companies of the United Kingdom, their officers and the persons with significant control of them."""
