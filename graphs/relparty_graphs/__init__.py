"""Pictures of what proves the findings: one style, one format a file under `formats/`."""
