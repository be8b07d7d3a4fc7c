"""Pictures of pages become rows of cells with confidences and crops (extra `ocr`)."""
