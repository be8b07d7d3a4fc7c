"""The blocks of the form, one module each: answers become records and problems."""
