"""The dossier of a screening, and whatever else an office files: content as blocks, one renderer a file."""
