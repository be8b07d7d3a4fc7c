"""Text files as offices save them: BOM, then UTF-8, then GB 18030, in that order."""

from __future__ import annotations

import codecs

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decoded(content: bytes) -> str:
    """The text of a file; raises UnicodeDecodeError (a ValueError) when no known encoding fits.

    Guessing by statistics was measured to be worse than this order.
    """
    for bom, name in _BOMS:
        if content.startswith(bom):
            return content.decode(name)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("gb18030")
