"""The sentences that hostile files must end in, each `{file}` being the file's path in the lot.

A tuple of sentences is all that is unchecked about the bidder; a list of such tuples names more than one
that may stand (a reader that runs out of time on one machine runs out of memory on another).
"""

from __future__ import annotations

from hostile.people import BIDDER

Sentences = tuple[str, ...]

_DEEP = ("{file}：压缩包嵌套超过 3 层",)
_MANY = ("{file}：压缩包内超过 500 个文件",)
_BOMB = ("{file}：解压后超过 200 MB，疑为压缩炸弹",)
_ENTITIES = ("{file}：文件中含有自定义实体（DTD），可能隐藏内容或被恶意构造",)
_CELLS = ("{file}：单元格超过 200000 个",)
_CRASH = ("{file}：识读程序意外终止，文件可能损坏或被恶意构造",)
_MEMORY = ("{file}：识读所需内存超过 700 MB，已停止",)
_TIME = ("{file}：识读超过 {seconds} 秒仍未完成，已停止",)
_SPENT = [_CRASH, _MEMORY, _TIME]
_NO_FORM = ("{file}：文件中没有找到采集表的任何栏目",)
_LOCKED = ("{file}：文件设有密码",)
_OUTSIDE = "：压缩包内有指向包外的路径，未读取"
_EMPTY = ("{file}：文件是空的",)
_NOT_IN_QUOTES = "深圳市戊土工程有限公司 已提交采集表，但报价表中未列该单位"


def _unknown(suffix: str) -> Sentences:
    return (f"{{file}}：后缀为 .{suffix}，内容却无法辨认：文件可能已损坏，或并不是该类文件",)


ARCHIVES: dict[str, Sentences | list[Sentences]] = {
    "zip: nested bomb of 100 TB": _MANY,
    "zip: flat bomb of 1 GB": _BOMB,
    "zip: overlapping bomb of 60 GB": _BOMB,
    "zip: a tree of 17 million files": _MANY,
    "zip: 40 archives just under the limit": _BOMB,
    "zip: sizes that lie": ("{file}：压缩包打不开（BadZipFile）",),
    "zip: only paths out of the folder": (
        "{file}/C:/Windows/evil.json" + _OUTSIDE,
        "{file}/a/evil.json" + _OUTSIDE,
        "{file}/etc/cron.d/evil (2).json" + _OUTSIDE,
        "{file}/etc/cron.d/evil.json" + _OUTSIDE,
        "{file}/evil.json" + _OUTSIDE,
    ),
    "zip: a path out of the folder beside a form": ("{file}/tmp/relparty-evil.txt" + _OUTSIDE,),
    "zip: a symlink beside a form": ("{file}/link.json：压缩包内有链接而不是文件，未读取",),
    "zip: 100,000 members": _MANY,
    "zip: password": ("{file}：压缩包设有密码",),
    "zip: one member with a password": ("{file}：压缩包设有密码",),
    "zip: truncated": ("{file}：压缩包打不开（BadZipFile）",),
    "zip: wrong checksum": ("{file}：压缩包打不开（BadZipFile）",),
    "zip: ten deep": ("{file}/8.zip/7.zip/6.zip：压缩包嵌套超过 3 层",),
    "zip: names with control characters": (),
    "zip: one name twice": (),
    "zip: a broken member beside a form": ("{file}/附表.xlsx：后缀为 .xlsx，内容却无法辨认：文件可能已损坏，或并不是该类文件",),
    "zip: folders only": ("{file}：压缩包内没有文件",),
    "zip: unknown compression": ("{file}：压缩包打不开（NotImplementedError）",),
    "zip: offsets behind the end": ("{file}：压缩包打不开（BadZipFile）",),
}

OFFICE: dict[str, Sentences | list[Sentences]] = {
    "xlsx: 10,000 sheets": ("{file}：表格有 10000 张工作表，超过 200 张",),
    "xlsx: a cell at XFD1048576": [_CELLS, _CRASH],
    "xlsx: sheet of 1 GB": _BOMB,
    "xlsx: sheet of 1 GB that says 1 kB": [
        ("{file}：表格文件打不开（I/O error: File is larger than its declared uncompressed size）",),
        ("{file}：Excel 表格不完整或已损坏（BadZipFile）",),
    ],
    "xlsx: shared strings of 40 GB": _SPENT,
    "xlsx: one merged range over all": [*_SPENT, _CELLS],
    "xlsx: 120,000 cells of nonsense": _NO_FORM,
    "xlsx: a name of 30 MB": _SPENT,
    "xlsx: macros": ("文件含宏；未执行，仅读取了单元格和文字",),
    "xlsx: formulas without results": (
        "单元格 采集表!B22 是公式，存储的文字可能与打开时显示的不同，或从未计算",
        "有内容未能识别：控股关系",
    ),
    "xlsx: entities": _ENTITIES,
    "xlsx: password": _LOCKED,
    "xlsx: truncated": ("{file}：Excel 表格不完整或已损坏（BadZipFile）",),
    "xls: password": _LOCKED,
    "xls: cut stream": _NO_FORM,
    "xls: garbage": _unknown("xls"),
    "et: garbage": _unknown("et"),
    "et: garbage behind an OLE head": _unknown("et"),
    "docx: billion laughs": _ENTITIES,
    "docx: entity of a file outside": _ENTITIES,
    "docx: entity that hides a holder": _ENTITIES,
    "docx: bomb of 1 GB": _BOMB,
    "docx: body of 1 GB that says 1 kB": [*_SPENT, ("{file}：Word 文档不完整或已损坏（BadZipFile）",)],
    "docx: 3 million paragraphs": [*_SPENT, ("{file}：Word 文件打不开（XMLSyntaxError）",)],
    "docx: 2,000 tables deep": ("{file}：Word 文件打不开（XMLSyntaxError）",),
    "docx: macros": ("文件含宏；未执行，仅读取了单元格和文字",),
    "docx: no body": ("{file}：Word 文件打不开（KeyError）",),
    "docx: password": _LOCKED,
    "docx: truncated": ("{file}：Word 文档不完整或已损坏（BadZipFile）",),
    "doc: garbage": _unknown("doc"),
    "doc: garbage behind an OLE head": [
        ("{file}：旧版 Word 文件转换失败：已损坏、设有密码或过大",),
        ("{file}：旧版 Word（.doc/.wps）须经 LibreOffice 转换，本机未安装",),
    ],
    "wps: garbage": _unknown("wps"),
}

PAPER: dict[str, Sentences | list[Sentences]] = {
    "pdf: page tree in a loop": ("{file}：PDF 超过 200 页",),
    "pdf: parents in a ring": ("{file}：PDF 文件打不开（TypeError）",),
    "pdf: cross-references in a loop": ("{file}：PDF 文件打不开（RecursionError）",),
    "pdf: 100,000 pages": ("{file}：PDF 超过 200 页",),
    "pdf: page of 1,000 km": _NO_FORM,
    "pdf: arrays 200,000 deep": _NO_FORM,
    "pdf: arrays 300,000 deep on the page": _NO_FORM,
    "pdf: stream bomb of 1 GB": _SPENT,
    "pdf: stacked bomb of 1 GB": _SPENT,
    "pdf: 12,000 crossing lines": [*_SPENT, _NO_FORM],
    "pdf: a part that draws itself": _SPENT,
    "pdf: 2 million letters": _SPENT,
    "pdf: no pages": ("{file}：PDF 中没有文字也没有图片",),
    "pdf: password": ("{file}：PDF 文件设有密码",),
    "pdf: truncated": ("{file}：PDF 文件打不开（PSEOF）",),
    "pdf: noise": ("{file}：PDF 文件打不开（PDFSyntaxError）",),
    "pdf: only its head": ("{file}：PDF 文件打不开（PDFSyntaxError）",),
    "pdf: garbage": _unknown("pdf"),
}

PICTURES: dict[str, Sentences | list[Sentences]] = {
    "png: 300 megapixels": ("{file}：图片超过 8000 万像素",),
    "png: the largest size there is": ("{file}：图片超过 8000 万像素",),
    "png: a comment of 1 GB": ("{file}：图片打不开（ValueError）",),
    "png: truncated": ("{file}：图片打不开（OSError）",),
    "png: garbage": _unknown("png"),
    "png: a GIF of 10,000 frames": ("{file}：内容是GIF、BMP、TIFF、WebP 或 HEIC 图片，不能识读",),
    "jpg: a head of 65,500 x 65,500": ("{file}：图片超过 8000 万像素",),
    "jpg: truncated": ("{file}：图片打不开（OSError）",),
    "jpg: garbage": ("{file}：图片打不开（UnidentifiedImageError）",),
}

TEXTS: dict[str, Sentences | list[Sentences]] = {
    "json: 100,000 deep": ("{file}：不是有效的 JSON（RecursionError）",),
    "json: 100,000 deep inside a form": ("{file}：不是有效的 JSON（RecursionError）",),
    "json: a remark of 50 MB": ("有内容未能识别：" + "x" * 600 + "…",),
    "json: 17 million empty rows": _SPENT,
    "json: 100,000 rows of nonsense": (),
    "json: 200,000 holders": ("{file}：“股东信息”有 200000 行，超过 500 行的上限",),
    "json: a key twice": ("{file}：“related_units”出现两次，无法判断以哪个为准",),
    "json: numbers that are none": ("{file}：不是有效的 JSON（ValueError）",),
    "json: half a character": ("“\ufffd李\ufffd”不像是姓名或单位名称，无法比对", "有内容未能识别：\ufffd李\ufffd"),
    "json: binary": _unknown("json"),
    "csv: one line of 50 MB": _CELLS,
    "csv: a quote never closed": _CELLS,
    "csv: 2 million rows": _CELLS,
    "csv: 20 million empty fields": _CELLS,
    "csv: binary": _unknown("csv"),
    "csv: NUL characters": _unknown("csv"),
    "xlsx: a program": ("{file}：内容是可执行程序，不能识读",),
    "xls: a web page": (
        "必填项未填：股东信息、本项目投标人员",
        "文件后缀是 .xls，内容却是网页；已按内容读取",
        "表中没有本项目其他采集表所列的栏目：主要人员、股东关系图、关联单位、亲属关系、变更情况，可能缺页或被删改",
        "深圳市丁香工程有限公司 未列出任何股东",
    ),
    "xlsx: a zip with a password": ("{file}：压缩包设有密码",),
    "docx: text": _unknown("docx"),
    "docx: a PDF": ("文件后缀是 .docx，内容却是PDF；已按内容读取",),
    "xlsx: a Word file": ("文件后缀是 .xlsx，内容却是Word 文档；已按内容读取",),
    "png: a workbook": ("文件后缀是 .png，内容却是Excel 表格；已按内容读取",),
    "doc: rich text 5,000 deep": [
        ("{file}：旧版 Word 文件转换失败：已损坏、设有密码或过大",),
        ("{file}：旧版 Word（.doc/.wps）须经 LibreOffice 转换，本机未安装",),
        _NO_FORM,
    ],
    "doc: a program": ("{file}：内容是可执行程序，不能识读",),
    "rar: an archive nobody reads": ("{file}：内容是RAR、7z 等压缩包，不能识读",),
    "ofd: a kind nobody reads": ("{file}：压缩包打不开（BadZipFile）",),
    "no suffix": ("{file}：内容无法辨认：文件可能已损坏，或并不是该类文件",),
    "xlsx: empty": _EMPTY,
    "docx: blanks only": _EMPTY,
    "pdf: empty": _EMPTY,
    "xlsx: 10 MB of zeros": _EMPTY,
    "pdf: 10 MB of zeros": _EMPTY,
    "json: 10 MB of zeros": _EMPTY,
    "csv: 10 MB of zeros": _EMPTY,
    "xls: a database under OLE": _unknown("xls"),
}

_NO_WORDS = [("{file}：图片中没有识读到文字",), _TIME, _MEMORY, ("{file}：图片需经文字识别（OCR），本机未安装",)]
NEEDING_OCR: dict[str, Sentences | list[Sentences]] = {
    "pdf: picture of 900 megapixels": [_NO_FORM, *_NO_WORDS],
    "pdf: nothing written on it": [_NO_FORM, *_NO_WORDS],
    "png: a head of 100 x 100 over 1 GB": _NO_WORDS,
    "png: blank": _NO_WORDS,
    "jpg: absurd EXIF": _NO_WORDS,
    "pdf: a photograph": _NO_WORDS,
}
"""Files that take seconds where OCR is installed: the benchmark tries them, the tests do not."""

READ_WELL = frozenset(
    {
        "zip: names without an encoding",
        "pdf: script that runs on opening",
        "html: files of this machine",
        "mhtml: a form",
        "mhtml: a frame in itself",
    }
)
"""Odd files that are good forms all the same; a script in a PDF is not run and changes nothing that is printed."""

PAGES: dict[str, Sentences | list[Sentences]] = {
    "html: 1 million elements deep": ("{file}：网页嵌套过深或有超长的内容，无法完整识读",),
    "html: billion laughs": _ENTITIES,
    "html: cells over 65,534 rows": _CELLS,
    "html: 1 million cells": _CELLS,
    "html: 200,000 attributes": _SPENT,
    "html: 20,000 style rules": _SPENT,
    "html: a text of 50 MB": [("{file}：保存的网页上没有企业的登记信息",), ("{file}：网页嵌套过深或有超长的内容，无法完整识读",), *_SPENT],
    "html: truncated": ("网页文件没有结尾，可能只保存了一部分",),
    "html: everything hidden": ("{file}：网页上没有任何可见的文字",),
    "html: a captcha": ("{file}：保存的是验证码、登录或出错页面，没有任何企业的登记信息",),
    "html: a frame in another file": ("网页中的内嵌框架（iframe）没有一起保存，其内容未识读：file:///etc/passwd",),
    "html: garbage": _unknown("html"),
    "mhtml: truncated": ("{file}：单文件网页（MHTML）不完整或已损坏（CloseBoundaryNotFoundDefect）",),
    "mhtml: 1,000 parts": ("{file}：单文件网页（MHTML）内超过 500 个文件",),
    "mhtml: 2,000 archives deep": ("{file}：单文件网页（MHTML）不完整或已损坏（RecursionError）",),
    "mhtml: garbage": _unknown("mhtml"),
}

ALL = {**ARCHIVES, **OFFICE, **PAPER, **PICTURES, **TEXTS, **PAGES, **NEEDING_OCR}

PLACES: dict[str, Sentences] = {
    "a folder named .xlsx": (f"没有收到 {BIDDER} 的采集表",),
    "a link to a secret": (f"forms/{BIDDER}.json：是指向项目文件夹之外的链接，未读取",),
    "a link to a form outside": (f"forms/{BIDDER}.json：是指向项目文件夹之外的链接，未读取",),
    "a link to nothing": (f"forms/{BIDDER}.pdf：文件打不开（No such file or directory）",),
    "a link to itself": (f"forms/{BIDDER}.xlsx：是指向项目文件夹之外的链接，未读取",),
    "a link to a folder outside": (f"没有收到 {BIDDER} 的采集表",),
    "a link to endless zeros": (f"forms/{BIDDER}.xlsx：是指向项目文件夹之外的链接，未读取",),
    "a pipe": (f"forms/{BIDDER}.xlsx：不是普通文件（p）",),
    "a link to a pipe": (f"forms/{BIDDER}.docx：不是普通文件（p）",),
    "a socket": (f"forms/{BIDDER}.json：不是普通文件（s）",),
    "a file of 10 GB": (f"forms/{BIDDER}.xlsx：文件超过 100 MB",),
    "a name in another encoding": (f"forms/{BIDDER}���ɼ�����.xlsx：后缀为 .xlsx，内容却无法辨认：文件可能已损坏，或并不是该类文件",),
    "a name with control characters": (
        f"forms/{BIDDER}\n\ufffd[2J\ufffdxslx.xlsx：后缀为 .xlsx，内容却无法辨认：文件可能已损坏，或并不是该类文件",
    ),
    "the longest name": (f"forms/{BIDDER}{'x' * (250 - len(BIDDER.encode()))}.json：不是 relparty/declaration/1 格式的申报数据",),
    "sixty folders deep": (),
}
