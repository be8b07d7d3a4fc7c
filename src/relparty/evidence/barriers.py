"""Saved web pages that are not the page of a company: what a site shows instead of it, or before it."""

from __future__ import annotations

from relparty.documents.cells import FormDocument
from relparty.documents.markup import is_web_page
from relparty.errors import UnreadableFile
from relparty.evidence.words import RegisterWords
from relparty.forms import attachments, labels
from relparty.model.evidence import Extract
from relparty.phrases import Phrase

_BARRIER = Phrase(
    "保存的是验证码、登录或出错页面，没有任何企业的登记信息",
    "the page saved is a captcha, a login or an error, and tells of no company",
)
_NO_COMPANY = Phrase("保存的网页上没有企业的登记信息", "the saved page tells of no company")
_SAVE_AFTER = Phrase(
    "请通过验证后打开该企业的详情页，待显示完整后再另存为单个文件（.mhtml）或打印为 PDF",
    "pass the captcha, open the company's page, wait until it is complete, and save it as one file (.mhtml) or print it to PDF",
)
_LABELS_OF_A_FORM = 2


def passed(document: FormDocument, words: RegisterWords, otherwise: Extract | None = None) -> Extract | None:
    """What was read, of any document but a web page that is neither a form nor a paper known by its title.

    Raises UnreadableFile for such a page, as the reader of forms could only say that it is no form.
    """
    if not is_web_page(document):
        return otherwise
    texts = [cell.text for row in document.rows for cell in row.filled]
    asked = {name for text in texts if (name := labels.load().field(text.replace("：", ":").partition(":")[0]))}
    if len(asked) >= _LABELS_OF_A_FORM or any(
        attachments.titled(text) not in (None, attachments.AttachmentKind.REGISTER) for text in texts
    ):
        return otherwise
    fact = _BARRIER() if words.is_barrier(texts) else _NO_COMPANY()
    raise UnreadableFile(document.file.file, fact, _SAVE_AFTER())
