"""The declaration form as pages: the form to fill in, what was understood of one, and receipts."""
