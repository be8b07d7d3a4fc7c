"""FollowTheMoney files: entities as JSON lines, as OpenSanctions and Aleph hand them out."""
