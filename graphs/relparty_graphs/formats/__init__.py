"""The graph formats: each module has `draw(picture, lang) -> bytes` and is named as users ask for it."""
