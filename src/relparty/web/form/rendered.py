"""The pieces of pages about forms as HTML, to be set into a page: everything that was typed is escaped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relparty.phrases import Lang
from relparty.templates import environment
from relparty.web.form import words

if TYPE_CHECKING:
    from markupsafe import Markup

    from relparty.reports.dossier.blocks import Paper
    from relparty.web.form.answers import AnswersPage
    from relparty.web.form.fields import FormPage

_TEMPLATES = "relparty.web.templates"


@dataclass(frozen=True, slots=True)
class Posting:
    """Where the form goes: `check` answers the page's script, `hidden` are the page's own inputs (a token against forgery)."""

    action: str
    check: str = ""
    hidden: tuple[tuple[str, str], ...] = ()
    can_hand_in: bool = True


def fields(form: FormPage, posting: Posting) -> Markup:
    """The whole form with its inputs and buttons."""
    return _piece("form/fields.html.j2", form.lang, form=form, posting=posting)


def answers(told: AnswersPage, lang: Lang) -> Markup:
    """What was understood of a form or file."""
    return _piece("form/answers.html.j2", lang, told=told)


def paper(written: Paper) -> Markup:
    """A paper, such as a receipt, with its title as the heading of the page."""
    return _piece("form/paper.html.j2", written.lang, paper=written)


def _piece(name: str, lang: Lang, **shown: object) -> Markup:
    from markupsafe import Markup  # comes with jinja2

    made = environment(_TEMPLATES).get_template(name).render(w=words.said(lang), lang=lang, **shown)
    return Markup(made)  # noqa: S704  # the template escapes what it is given
