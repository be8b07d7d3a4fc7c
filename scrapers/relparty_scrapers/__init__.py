"""Company registers, one folder a source (`<country>_<register>/`); see docs/sources.md and docs/writing-a-source.md."""
