"""Texts beside the rows are told with their places; what only repeats the form, or is no text, is not."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import openpyxl
import pypdf
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from openpyxl.comments import Comment
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, TextStringObject

import formwriter
from hostile import hidden
from hostile.ooxml import swapped
from hostile.people import bidder_form as hostile_form
from relparty.documents import asides, pdf_asides, spreadsheet, word
from relparty.documents.asides import ASIDE
from relparty.documents.cells import CAPTION, FormDocument
from relparty.forms import labels, layout, read
from relparty.model.lot import FormFile
from relparty.settings import FileLimits

FILE = FormFile("forms/a", "0" * 64, "x")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
REMARK = hidden.REMARK


def bidder_form() -> dict[str, Any]:
    """A good form in a lot whose name is as long as real ones are."""
    form = hostile_form()
    return {**form, "lot": {**form["lot"], "name": "示例市路灯改造项目"}}


def good_docx() -> Document:
    return docx.Document(io.BytesIO(formwriter.docx(bidder_form())))


def good_book() -> Any:
    return openpyxl.load_workbook(io.BytesIO(formwriter.xlsx(bidder_form())))


def saved(made: Any) -> bytes:
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def in_word(made: Document | bytes) -> FormDocument:
    return word.read(FILE, made if isinstance(made, bytes) else saved(made), FileLimits())


def in_book(made: Any) -> FormDocument:
    return spreadsheet.read(FILE, made if isinstance(made, bytes) else saved(made), FileLimits())


def told(document: FormDocument) -> list[str]:
    return [row.cells[0].text for row in document.rows if row.grid == ASIDE]


def not_clear(document: FormDocument) -> list[str]:
    """The reasons for which the form in a document is not clear by itself."""
    (form,) = read.forms_in(document).declarations
    return [problem.reason for problem in form.problems]


def boxed(text: str) -> str:
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("|"))
    return (
        f'<w:r><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent>{lines}</w:txbxContent></v:textbox></w:pict></w:r>'
    )


# --- Word ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [
        formwriter.TITLE,
        bidder_form()["lot"]["name"],
        bidder_form()["bidder"]["name"],
        f"{bidder_form()['bidder']['name']}\t\t第 1 页 共 3 页",
        "第  页 共  页",
        "- 2 -",
        "Page 1 of 3",
        "注：本表须如实填写",
    ],
)
def test_a_page_head_that_says_nothing_new_makes_no_problem(head: str) -> None:
    document = good_docx()
    document.sections[0].header.paragraphs[0].text = head
    assert not_clear(in_word(document)) == []


@pytest.mark.parametrize("head", ["张三", f"{formwriter.TITLE}\t代持", "0571-8888-6666", "2-3456-7890", "12345678901"])
def test_a_page_head_that_says_more_is_reported(head: str) -> None:
    document = good_docx()
    document.sections[0].footer.paragraphs[0].text = head
    assert not_clear(in_word(document)) == ["not_understood"]


def test_a_page_head_that_every_section_repeats_is_told_once() -> None:
    document = good_docx()
    document.sections[0].different_first_page_header_footer = True
    document.sections[0].header.paragraphs[0].text = REMARK
    document.sections[0].first_page_header.paragraphs[0].text = REMARK
    assert told(in_word(document)) == [REMARK]


def test_the_labels_of_a_page_head_take_their_values_from_it() -> None:
    document = good_docx()
    grid = document.sections[0].header.add_table(1, 2, docx.shared.Cm(10))
    grid.rows[0].cells[0].text, grid.rows[0].cells[1].text = "项目编号", "H1"
    assert told(in_word(document)) == ["项目编号：H1"]
    assert not_clear(in_word(document)) == []


def test_a_note_is_no_row_of_the_table_before_it_and_opens_nothing_for_the_next() -> None:
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in ("股东信息", "营业执照", "无", REMARK))
    content = hidden._word_part("comments", "comments", f'<w:comment w:id="1">{body}</w:comment>', '<w:commentReference w:id="1"/>')
    document = in_word(content)
    plain = layout.read(in_word(good_docx()), labels.load())
    form = layout.read(document, labels.load())
    assert form.blocks == plain.blocks
    assert REMARK in [cell.text for cell in form.not_understood]
    assert told(document) == ["股东信息", "营业执照", "无", REMARK]
    assert [row.grid for row in document.rows[-4:]] == [CAPTION, ASIDE, CAPTION, ASIDE]
    assert "not_understood" in not_clear(document)


def test_a_text_box_at_a_title_or_note_is_not_taken_for_printed_words() -> None:
    document = good_docx()
    document.paragraphs[0]._p.append(parse_xml(boxed(REMARK).replace("<w:r>", f"<w:r {W}>", 1)))
    assert told(in_word(document)) == [REMARK]
    assert not_clear(in_word(document)) == ["not_understood"]


def test_a_text_box_in_an_empty_cell_is_its_value_and_in_another_one_a_text_of_its_own() -> None:
    document = docx.Document()
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text = "单位名称"
    for cell, text in zip(cells, ("代持", "甲公司"), strict=True):
        cell.paragraphs[0]._p.append(parse_xml(boxed(text).replace("<w:r>", f"<w:r {W}>", 1)))
    read_back = in_word(document)
    assert [cell.text for cell in read_back.rows[0].cells] == ["单位名称", "甲公司"]
    assert told(read_back) == ["代持"]


def test_a_text_box_alone_in_its_paragraph_is_read_in_its_place_line_by_line() -> None:
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {W}>{boxed('单位名称：甲|注册地址：乙')}</w:p>"))
    document.add_paragraph("填报人：丙")
    rows = [row.filled[0].text for row in in_word(document).rows if row.filled]
    assert rows == ["单位名称：甲", "注册地址：乙", "填报人：丙"]


@pytest.mark.parametrize(("newer", "shown"), [("甲", ["甲"]), ("", ["乙"])])
def test_the_version_for_older_programs_is_read_where_the_newer_one_is_empty(newer: str, shown: list[str]) -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    run, old = f"<w:r><w:t>{newer}</w:t></w:r>", "<w:r><w:t>乙</w:t></w:r>"
    both = f'<mc:AlternateContent {mc}><mc:Choice Requires="x">{run}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>'
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {W}>{both}</w:p>"))
    assert [row.filled[0].text for row in in_word(document).rows if row.filled] == shown


@pytest.mark.parametrize(("kind", "count"), [("oleObject", 1), ("package", 1), ("aFChunk", 1), ("theme2", 0)])
def test_a_file_inside_is_a_problem_and_another_part_is_none(kind: str, count: int) -> None:
    relation = f'<Relationship Id="rIdZ" Type="{REL}/{kind}" Target="embeddings/oleObject1.bin"/></Relationships>'
    changes = {
        "word/_rels/document.xml.rels": ("</Relationships>", relation),
        "[Content_Types].xml": ("</Types>", '<Default Extension="bin" ContentType="application/octet-stream"/></Types>'),
    }
    document = in_word(swapped(saved(docx.Document()), changes, {"word/embeddings/oleObject1.bin": b"\x00"}))
    assert [problem.reason for problem in document.problems] == ["embedded_file"] * count
    assert all("oleObject1.bin" in problem.fact.say("zh") for problem in document.problems)


def test_the_words_of_a_diagram_are_told() -> None:
    data = '<d xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:r><a:t>甲持股</a:t></a:r><a:r><a:t>乙</a:t></a:r></a:p></d>'
    relation = f'<Relationship Id="rIdZ" Type="{REL}/diagramData" Target="diagrams/data1.xml"/></Relationships>'
    changes = {"word/_rels/document.xml.rels": ("</Relationships>", relation)}
    assert told(in_word(swapped(saved(docx.Document()), changes, {"word/diagrams/data1.xml": data.encode()}))) == ["甲持股乙"]


def test_more_notes_than_a_form_has_are_a_problem() -> None:
    lines = "".join("<w:p><w:r><w:t>甲</w:t></w:r></w:p>" for _ in range(asides.MOST + 1))
    content = hidden._word_part("footnotes", "footnotes", f'<w:footnote w:id="1">{lines}</w:footnote>', '<w:footnoteReference w:id="1"/>')
    document = in_word(content)
    assert len(told(document)) == asides.MOST
    assert [problem.reason for problem in document.problems] == ["aside"]


def test_a_document_without_asides_is_left_as_it_is() -> None:
    document = in_word(good_docx())
    assert told(document) == []
    assert document.problems == ()
    assert not any(row.grid == CAPTION for row in document.rows)


# --- spreadsheets --------------------------------------------------------------------------------


def test_a_comment_is_told_with_its_cell_and_without_its_author() -> None:
    book = good_book()
    book.active["B4"].comment = Comment(f"王五:\n{REMARK}\n另见说明", "王五")
    document = in_book(book)
    assert told(document) == [REMARK, "另见说明"]
    assert {row.cells[0].place.say("zh") for row in document.rows if row.grid == ASIDE} == {"采集表!B4"}


def test_who_wrote_a_comment_is_told_when_it_is_not_its_author() -> None:
    book = good_book()
    book.active["B4"].comment = Comment("王五:\n代持", "赵六")
    assert told(in_book(book)) == ["王五:", "代持"]


@pytest.mark.parametrize(
    "head",
    [
        "&P",
        "第 &P 页，共 &N 页",
        '&"宋体,Bold"&12Page &P of &N',
        "&D &T",
        "&A",
        "&KFF0000&P/&N",
        formwriter.TITLE,
        bidder_form()["lot"]["name"],
    ],
)
def test_page_numbers_and_the_title_at_the_head_of_a_sheet_make_no_problem(head: str) -> None:
    book = good_book()
    book.active.oddHeader.center.text = head
    book.active.oddFooter.right.text = head
    assert not_clear(in_book(book)) == []


@pytest.mark.parametrize(("head", "text"), [('&"宋体,Bold"&12&K01+000甲&&乙&X代持', "甲&乙代持"), ("&8第&P页 代持", "第1页 代持")])
def test_words_at_the_head_of_a_sheet_are_told_without_their_codes(head: str, text: str) -> None:
    book = good_book()
    book.active.evenFooter.left.text = head
    assert told(in_book(book)) == [text]


def threaded(note: str) -> bytes:
    book = good_book()
    book.active["B4"].comment = Comment(note, "tc={1}")
    thread = f'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="B4"><text>{REMARK}</text></threadedComment></ThreadedComments>'
    relation = '<Relationship Id="rIdZ" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    changes = {"xl/worksheets/_rels/sheet1.xml.rels": ("</Relationships>", relation)}
    return swapped(saved(book), changes, {"xl/threadedComments/threadedComment1.xml": thread.encode()})


def test_a_thread_is_told_once_and_what_older_programs_show_beyond_it_too() -> None:
    help_line = "你的 Excel 版本可读取此线程批注; 了解更多: https://go.microsoft.com/fwlink/?linkid=870924"
    copy = f"[线程批注]\n\n{help_line}\n\n注释:\n    {REMARK}"
    assert told(in_book(threaded(copy))) == [REMARK]
    assert told(in_book(threaded(f"{copy}\n实为甲所有"))) == [REMARK, "实为甲所有"]


def test_a_text_box_of_a_sheet_is_told_where_it_begins() -> None:
    document = in_book(hidden.in_sheet_text_box())
    assert [(row.cells[0].text, row.cells[0].place.say("zh")) for row in document.rows if row.grid == ASIDE] == [(REMARK, "采集表!H4")]


def test_a_file_inside_a_workbook_is_a_problem() -> None:
    book = good_book()
    book.active["B4"].comment = Comment("甲", "a")
    relation = f'<Relationship Id="rIdZ" Type="{REL}/package" Target="../embeddings/a.docx"/></Relationships>'
    content = swapped(saved(book), {"xl/worksheets/_rels/sheet1.xml.rels": ("</Relationships>", relation)}, {"xl/embeddings/a.docx": b"PK"})
    assert [problem.reason for problem in in_book(content).problems] == ["embedded_file"]


def test_comments_that_cannot_be_read_are_a_problem() -> None:
    book = good_book()
    book.active["B4"].comment = Comment("甲", "a")
    content = saved(book)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        member = next(name for name in package.namelist() if "comment" in name and name.endswith(".xml"))
    document = in_book(swapped(content, {member: ("</comments>", "")}))
    assert [problem.reason for problem in document.problems] == ["aside"]
    assert told(document) == []


def test_a_book_without_asides_is_left_as_it_is() -> None:
    document = in_book(good_book())
    assert told(document) == []
    assert document.problems == ()


# --- PDF -----------------------------------------------------------------------------------------


def annotated(*notes: dict[str, Any], files: bool = False) -> bytes:
    """A PDF with these annotations; those with a kind of field are fields of a form."""
    writer = pypdf.PdfWriter(io.BytesIO(formwriter.pdf(bidder_form())))
    fields, placed = ArrayObject(), ArrayObject()
    for keys in notes:
        note = DictionaryObject({NameObject("/Type"): NameObject("/Annot")})
        note[NameObject("/Rect")] = ArrayObject([FloatObject(n) for n in (40, 20, 400, 40)])
        for key, value in keys.items():
            note[NameObject(key)] = (
                value if not isinstance(value, str) else NameObject(value) if value[:1] == "/" else TextStringObject(value)
            )
        placed.append(writer._add_object(note))
        fields += [placed[-1]] if "/FT" in keys else []
    writer.pages[-1][NameObject("/Annots")] = placed
    if fields:
        writer.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/Fields"): fields})
    if files:
        writer.add_attachment("b.docx", b"PK")
    return saved_pdf(writer)


def saved_pdf(writer: pypdf.PdfWriter) -> bytes:
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def beside(content: bytes) -> list[str]:
    return [note.text for note in pdf_asides.found(FILE, content).notes]


def test_annotations_are_told_with_their_page_and_line_by_line() -> None:
    found = pdf_asides.found(FILE, annotated({"/Subtype": "/FreeText", "/Contents": "甲\r乙"}, {"/Subtype": "/Text", "/Contents": REMARK}))
    assert [note.text for note in found.notes] == ["甲", "乙", REMARK]
    assert found.notes[0].place.page == len(pypdf.PdfReader(io.BytesIO(annotated())).pages)
    assert found.problems == ()


def test_links_boxes_that_open_and_marks_without_words_say_nothing() -> None:
    notes = ({"/Subtype": kind} for kind in ("/Link", "/Highlight", "/Square", "/Stamp"))
    found = pdf_asides.found(FILE, annotated(*notes, {"/Subtype": "/Popup", "/Contents": "甲"}))
    assert (found.notes, found.problems) == ((), ())


def test_filled_fields_are_labelled_lines_and_empty_ones_are_none() -> None:
    field = {"/Subtype": "/Widget", "/FT": "/Tx"}
    parent = DictionaryObject({NameObject("/T"): TextStringObject("注册地址"), NameObject("/V"): TextStringObject("乙路 1 号")})
    parent[NameObject("/FT")] = NameObject("/Tx")
    content = annotated(
        {**field, "/T": "form1[0]", "/TU": "单位名称：", "/V": "甲公司"},
        {**field, "/T": "联系电话[0]", "/V": "0571"},
        {**field, "/T": "备注", "/V": ""},
        {**field, "/T": "其他"},
        {**field, "/Parent": parent},
        {"/Subtype": "/Widget", "/FT": "/Sig", "/T": "签名"},
    )
    assert beside(content) == ["单位名称：甲公司", "联系电话：0571", "注册地址：乙路 1 号"]


def test_a_field_that_belongs_to_no_form_is_told_all_the_same() -> None:
    assert beside(annotated({"/Subtype": "/Widget", "/T": "甲", "/V": "乙"})) == ["甲：乙"]


@pytest.mark.parametrize(("state", "told_as"), [("/Yes", ["有代持：Yes"]), ("/Off", [])])
def test_a_box_is_told_when_it_is_ticked(state: str, told_as: list[str]) -> None:
    looks = DictionaryObject({NameObject("/N"): DictionaryObject({NameObject(n): DictionaryObject() for n in ("/Yes", "/Off")})})
    box = {"/Subtype": "/Widget", "/FT": "/Btn", "/T": "有代持", "/V": state, "/AS": state, "/AP": looks}
    assert beside(annotated(box)) == told_as


@pytest.mark.parametrize(("drawn", "count"), [(b"BT /F 9 Tf <4e2d> Tj ET", 1), (b"1 0 0 RG 0 0 9 9 re S", 0)])
def test_a_stamp_that_shows_words_it_does_not_tell_is_a_problem(drawn: bytes, count: int) -> None:
    look = pypdf.generic.StreamObject()
    look.set_data(drawn)
    look |= {NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form")}
    writer = pypdf.PdfWriter(io.BytesIO(annotated({"/Subtype": "/Stamp"})))
    stamp = writer.pages[-1]["/Annots"][0].get_object()  # type: ignore[index]  # it was put there
    stamp[NameObject("/AP")] = DictionaryObject({NameObject("/N"): writer._add_object(look)})
    problems = pdf_asides.found(FILE, saved_pdf(writer)).problems
    assert [problem.reason for problem in problems] == ["aside"] * count


def test_files_attached_to_a_pdf_are_a_problem() -> None:
    problems = pdf_asides.found(FILE, annotated(files=True)).problems
    assert [problem.reason for problem in problems] == ["embedded_file"]
    assert "b.docx" in problems[0].fact.say("zh")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4\n/Annots", hidden.in_free_text()[:900], b"/AcroForm" * 9])
def test_a_broken_pdf_is_left_to_its_reader(content: bytes) -> None:
    assert pdf_asides.found(FILE, content) == asides.Asides()


def test_packed_objects_and_names_in_disguise_hide_no_annotation() -> None:
    packed = pypdf.PdfWriter(io.BytesIO(hidden.in_sticky_note()))
    disguised = hidden.in_sticky_note().replace(b"/Annots", b"/#41nnots")
    assert beside(saved_pdf(packed)) == [REMARK]
    assert beside(disguised) == [REMARK]


def test_a_plain_pdf_has_nothing_beside_its_text() -> None:
    assert pdf_asides.found(FILE, formwriter.pdf(bidder_form())) == asides.Asides()
