"""PDFs that loop, unfold or hide."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Mapping

import formwriter
from hostile.ooxml import cut
from hostile.packing import MB, packed
from hostile.people import EVIL, bidder_form

Maker = Callable[[], bytes]

_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def pdf(objects: Mapping[int, bytes], previous: str = "") -> bytes:
    """A PDF of these objects; `previous` is `loop` for a cross-reference table that names itself as the one before."""
    pieces, offsets, at = [b"%PDF-1.7\n"], {}, 9
    for number, content in objects.items():
        offsets[number] = at
        pieces.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        at += len(pieces[-1])
    last = max(objects)
    rows = b"".join(b"%010d 00000 %s \n" % (offsets.get(n, 0), b"n" if n in offsets else b"f") for n in range(1, last + 1))
    before = b"/Prev %d" % at if previous == "loop" else b""
    tail = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n"
    return b"".join([*pieces, tail % (last + 1, rows, last + 1, before, at)])


def _stream(content: bytes, keys: bytes = b"") -> bytes:
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(content), keys, content)


def _one_page(content: bytes, more: Mapping[int, bytes] | None = None, keys: bytes = b"", box: bytes = b"0 0 595 842") -> dict[int, bytes]:
    resources = b"/Resources<</Font<</F1 5 0 R>>%s>>" % (b"/XObject<</I 6 0 R>>" if more and 6 in more else b"")
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R%s%s>>" % (box, resources, keys)
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return {1: _CATALOG, 2: pages, 3: page, 4: content, 5: _FONT, **(more or {})}


_TEXT = b"BT /F1 12 Tf 72 700 Td (Form) Tj ET"


def page_tree_loop() -> bytes:
    return pdf({1: _CATALOG, 2: b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000/Parent 2 0 R>>"})


def parent_loop() -> bytes:
    """A page whose inherited size is looked for in a ring of parents."""
    page = b"<</Type/Page/Parent 6 0 R/Contents 4 0 R>>"
    ring = {6: b"<</Type/Pages/Parent 7 0 R/Kids[3 0 R]/Count 1>>", 7: b"<</Type/Pages/Parent 6 0 R/Kids[6 0 R]/Count 1>>"}
    return pdf({1: _CATALOG, 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: page, 4: _stream(_TEXT), 5: _FONT, **ring})


def table_loop() -> bytes:
    return pdf(_one_page(_stream(_TEXT)), previous="loop")


def many_pages() -> bytes:
    kids = b" ".join(b"%d 0 R" % n for n in range(10, 100_010))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
    pages = dict.fromkeys(range(10, 100010), page)
    return pdf({1: _CATALOG, 2: b"<</Type/Pages/Kids[%s]/Count 100000>>" % kids, 4: _stream(_TEXT), 5: _FONT, **pages})


def huge_picture() -> bytes:
    """A page of 14,400 points with a picture of 900 megapixels, as a scan without text is."""
    pixels = packed((bytes(MB), 858)).zlib
    keys = b"/Type/XObject/Subtype/Image/Width 30000/Height 30000/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"
    draw = _stream(b"q 14400 0 0 14400 0 0 cm /I Do Q")
    return pdf(_one_page(draw, {6: _stream(pixels, keys)}, box=b"0 0 14400 14400"))


def huge_page() -> bytes:
    """Text on a page of a thousand kilometres."""
    return pdf(_one_page(_stream(_TEXT), box=b"0 0 3000000000 3000000000"))


def deep_arrays() -> bytes:
    return pdf(_one_page(_stream(_TEXT), keys=b"/X " + b"[" * 200_000 + b"]" * 200_000))


def deep_content() -> bytes:
    return pdf(_one_page(_stream(b"[" * 300_000 + b"]" * 300_000 + _TEXT)))


def stream_bomb() -> bytes:
    return pdf(_one_page(_stream(packed((_TEXT, 1), (b" " * MB, 1024)).zlib, b"/Filter/FlateDecode")))


def stacked_bomb() -> bytes:
    """Deflated three times over: a few kilobytes for 1 GB."""
    once = packed((b" " * MB, 1024)).zlib
    twice = packed((once, 1)).zlib
    return pdf(_one_page(_stream(packed((twice, 1)).zlib, b"/Filter[/FlateDecode/FlateDecode/FlateDecode]")))


def ruled_paper() -> bytes:
    """Twelve thousand crossing lines: 36 million cells for who looks for tables."""
    across = b"".join(b"0 %.2f m 595 %.2f l S\n" % (n * 0.14, n * 0.14) for n in range(6000))
    down = b"".join(b"%.2f 0 m %.2f 842 l S\n" % (n * 0.099, n * 0.099) for n in range(6000))
    return pdf(_one_page(_stream(across + down + _TEXT)))


def form_calls_itself() -> bytes:
    """A drawn part that draws itself twice."""
    keys = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</I 6 0 R>>>>"
    return pdf(_one_page(_stream(_TEXT + b" /I Do"), {6: _stream(b"/I Do /I Do", keys)}))


def many_letters() -> bytes:
    """Two million letters on one page."""
    line = b"BT /F1 1 Tf 1 %d Td (" + b"x" * 1000 + b") Tj ET\n"
    return pdf(_one_page(_stream(packed((line % 5, 2000)).zlib, b"/Filter/FlateDecode")))


def no_text() -> bytes:
    return pdf(_one_page(_stream(b"0 0 m 9 9 l S")))


def no_pages() -> bytes:
    return pdf({1: _CATALOG, 2: b"<</Type/Pages/Kids[]/Count 0>>"})


def locked() -> bytes:
    """A good form under a password."""
    import pypdf

    writer = pypdf.PdfWriter(io.BytesIO(formwriter.pdf(bidder_form())))
    writer.encrypt("relparty", algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def javascript() -> bytes:
    """A good form that runs a script and a program when it is opened."""
    import pypdf
    from pypdf.generic import DictionaryObject, NameObject, TextStringObject

    writer = pypdf.PdfWriter(io.BytesIO(formwriter.pdf(bidder_form())))
    script = {
        NameObject("/S"): NameObject("/JavaScript"),
        NameObject("/JS"): TextStringObject("app.launchURL('http://register.example/');"),
    }
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def noise() -> bytes:
    """The head of a PDF before bytes that mean nothing."""
    return b"%PDF-1.7\n" + random.Random(5).randbytes(200_000) + b"\n%%EOF"  # no secrecy needed


PDFS: dict[str, tuple[str, Maker]] = {
    "pdf: page tree in a loop": ("pdf", page_tree_loop),
    "pdf: parents in a ring": ("pdf", parent_loop),
    "pdf: cross-references in a loop": ("pdf", table_loop),
    "pdf: 100,000 pages": ("pdf", many_pages),
    "pdf: picture of 900 megapixels": ("pdf", huge_picture),
    "pdf: page of 1,000 km": ("pdf", huge_page),
    "pdf: arrays 200,000 deep": ("pdf", deep_arrays),
    "pdf: arrays 300,000 deep on the page": ("pdf", deep_content),
    "pdf: stream bomb of 1 GB": ("pdf", stream_bomb),
    "pdf: stacked bomb of 1 GB": ("pdf", stacked_bomb),
    "pdf: 12,000 crossing lines": ("pdf", ruled_paper),
    "pdf: a part that draws itself": ("pdf", form_calls_itself),
    "pdf: 2 million letters": ("pdf", many_letters),
    "pdf: nothing written on it": ("pdf", no_text),
    "pdf: no pages": ("pdf", no_pages),
    "pdf: password": ("pdf", locked),
    "pdf: script that runs on opening": ("pdf", javascript),
    "pdf: truncated": ("pdf", lambda: cut(formwriter.pdf(bidder_form()))),
    "pdf: noise": ("pdf", noise),
    "pdf: only its head": ("pdf", lambda: b"%PDF-1.7\n"),
    "pdf: garbage": ("pdf", lambda: EVIL),
}
