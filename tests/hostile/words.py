"""Word files that attack their reader, or that hold what a reader does not see."""

from __future__ import annotations

from collections.abc import Callable

import formwriter
from hostile.ooxml import REL, RELS, TYPES, WORD_TYPE, XML, cut, locked_book, lying, override, plain, swapped
from hostile.packing import MB, Member, Packed, archive, member, ole, packed
from hostile.people import EVIL, bidder_form

Maker = Callable[[], bytes]


def word(body: bytes, declared: bytes = b"") -> bytes:
    """A Word file with this body XML, `declared` standing before its root."""
    return _word(plain(XML + declared + _word_xml(body)))


def _word_xml(body: bytes) -> bytes:
    return b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>' % body


def _word(document: Packed) -> bytes:
    return archive(
        [
            Member(b"[Content_Types].xml", plain(XML + TYPES % override("word/document.xml", WORD_TYPE))),
            Member(b"_rels/.rels", plain(XML + RELS % (REL % (b"rId1", b"officeDocument", b"word/document.xml")))),
            Member(b"word/document.xml", document),
        ]
    )


def _paragraph(text: str) -> bytes:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>".encode()


def _declared_answers() -> bytes:
    return b"".join(_paragraph(f"{label}：{value}") for label, value in formwriter.pairs(bidder_form()))


def laughs() -> bytes:
    """A billion laughs, with the bidder's answers around them."""
    steps = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 11))
    declared = f'<!DOCTYPE w:document [<!ENTITY l0 "哈哈">{steps}]>'.encode()
    return word(_declared_answers() + _paragraph("&l10;"), declared)


def outside_entity() -> bytes:
    """The bidder's name is what /etc/passwd says."""
    declared = b'<!DOCTYPE w:document [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    return word(_paragraph("单位名称：&secret;") + _declared_answers(), declared)


def hiding_entity() -> bytes:
    """A good form; one more holder stands in an entity, which a careful parser leaves out."""
    declared = '<!DOCTYPE w:document [<!ENTITY more "实际由深圳市隐名工程有限公司代持">]>'
    whole = swapped(formwriter.docx(bidder_form()), {"word/document.xml": ("</w:body>", _paragraph("&more;").decode() + "</w:body>")})
    return swapped(whole, {"word/document.xml": ("<w:document ", f"{declared}<w:document ")})


def word_bomb() -> bytes:
    head, _, tail = (XML + _word_xml(b"@")).partition(b"@")
    return _word(packed((head, 1), (b" " * MB, 1024), (tail, 1)))


def word_paragraphs() -> bytes:
    """150 MB of paragraphs: under the limit of what a file may unpack to, ten times that as a tree."""
    head, _, tail = (XML + _word_xml(b"@")).partition(b"@")
    return _word(packed((head, 1), (_paragraph("x") * 32_768, 100), (tail, 1)))


def deep_tables() -> bytes:
    """Two thousand tables, one in another."""
    start, end = b"<w:tbl><w:tr><w:tc>", b"<w:p/></w:tc></w:tr></w:tbl>"
    return word(start * 2000 + _paragraph("单位名称") + end * 2000)


def word_macros() -> bytes:
    """A good form saved with macros under .docx."""
    kinds = {"[Content_Types].xml": (WORD_TYPE, "application/vnd.ms-word.document.macroEnabled.main+xml")}
    return swapped(formwriter.docx(bidder_form()), kinds, {"word/vbaProject.bin": ole({"VBA": b"Attribute VB_Name"})})


def word_without_body() -> bytes:
    return archive([member("[Content_Types].xml", XML + TYPES % b""), member("word/other.xml", b"<a/>")])


def lying_word() -> bytes:
    """A body of 1 GB whose zip headers say a kilobyte."""
    return lying(word_bomb())


WORDS: dict[str, tuple[str, Maker]] = {
    "docx: billion laughs": ("docx", laughs),
    "docx: entity of a file outside": ("docx", outside_entity),
    "docx: entity that hides a holder": ("docx", hiding_entity),
    "docx: bomb of 1 GB": ("docx", word_bomb),
    "docx: body of 1 GB that says 1 kB": ("docx", lying_word),
    "docx: 3 million paragraphs": ("docx", word_paragraphs),
    "docx: 2,000 tables deep": ("docx", deep_tables),
    "docx: macros": ("docx", word_macros),
    "docx: no body": ("docx", word_without_body),
    "docx: password": ("docx", locked_book),
    "docx: truncated": ("docx", lambda: cut(formwriter.docx(bidder_form()))),
    "doc: garbage": ("doc", lambda: EVIL),
    "doc: garbage behind an OLE head": ("doc", lambda: ole({"WordDocument": EVIL * 3})),
    "wps: garbage": ("wps", lambda: EVIL),
}
