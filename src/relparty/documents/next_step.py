"""What to do about a file that cannot be read."""

from __future__ import annotations

from relparty.phrases import Phrase

NEXT = Phrase(
    "请投标人改交 Excel（.xlsx）、Word（.docx）、可复制文字的 PDF 或 JSON，或人工核对该表",
    "ask for Excel (.xlsx), Word (.docx), a PDF with text or JSON, or check this form by hand",
)
