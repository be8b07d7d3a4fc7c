"""Files as handed in to declarations and evidence, each read in a child process within limits."""
