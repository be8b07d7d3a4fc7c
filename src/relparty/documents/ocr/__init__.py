"""Pictures of pages become rows of cells with confidences and crops (extra `ocr`)."""

SURE = 0.98
"""Text read with less confidence than this is doubtful: it is shown to a person and never counts as read."""
