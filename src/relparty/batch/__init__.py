"""Many lots at once over a prepared register: bids in, pairs of related bidders and verdicts out."""
