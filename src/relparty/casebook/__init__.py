"""The office's memory: lots, invitations, what bidders handed in, screenings, decisions, signatures, and the trail of every act."""
