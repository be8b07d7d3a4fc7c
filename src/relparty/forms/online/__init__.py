"""The declaration form filled in online: what is asked, what was posted, and the machine form that it makes."""
