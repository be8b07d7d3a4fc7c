"""Forms and quotes to bidders: who bids, with which forms, and what does not fit together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from relparty.identifiers import uscc
from relparty.model.lot import Bidder, BidderStatus, Declaration, Lot, Quote, Unread
from relparty.model.party import Mention, PartyKind
from relparty.model.record import Place, Problem, Source
from relparty.names.folding import fold
from relparty.phrases import Phrase

_NO_FORM = Phrase("没有收到 {name} 的采集表", "no declaration form of {name} was received")
_CLOSEST = Phrase(
    "没有收到 {name} 的采集表；名称最接近的是 {closest}", "no declaration form of {name} was received; the closest name is {closest}"
)
_ASK_FORM = Phrase(
    "请该投标人补交采集表；补交前无法核查其关联关系", "have the bidder hand in the form; until then its relations cannot be tested"
)
_NO_QUOTE = Phrase("{name} 已提交采集表，但报价表中未列该单位", "{name} handed in a form but is not in the list of quotes")
_CHECK_QUOTES = Phrase("请核对报价表；如已报价请补录", "check the list of quotes; add it if it has quoted")
_TWICE = Phrase("{name} 在报价表中出现 {times} 次，只计一次", "{name} stands {times} times in the list of quotes and is counted once")
_ONE_QUOTE = Phrase("请核对是否重复录入，或是否递交了两份报价", "see whether it was entered twice or has handed in two quotes")
_OTHER_LOT = Phrase("表中的项目编号为 {told}，本项目为 {lot}", "the form names lot {told}, this lot is {lot}")
_RIGHT_FORM = Phrase(
    "请核对是否提交了其他项目的采集表，必要时请投标人重新提交", "see whether the wrong form was handed in; if so ask for the right one"
)


@dataclass(slots=True)
class _Draft:
    name: str
    uscc: str
    declarations: list[Declaration] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)


def bidders(lot: Lot, declarations: Sequence[Declaration], unread: Sequence[Unread]) -> tuple[tuple[Bidder, ...], tuple[Unread, ...]]:
    """The bidders of a lot, by name, and the unreadable files that belong to none of them.

    Forms with one code and one name are one bidder's; one code under two names stays two bidders (a
    finding of its own). A quote goes to the form with its name and code, else with its name, else with
    its code.
    """
    drafts: list[_Draft] = []
    for declaration in sorted(declarations, key=lambda d: (d.bidder.number, d.bidder.name, d.file.file)):
        _draft_of(drafts, declaration).declarations.append(declaration)
    names = frozenset(fold(quote.bidder) for quote in lot.quotes or ())
    for quote in sorted(lot.quotes or (), key=lambda q: (q.bidder, q.uscc, q.source.place.row)):
        _quoted(drafts, quote, names).quotes.append(quote)
    strays = [each for each in unread if not _attributed(drafts, each)]
    if lot.quotes is None:
        drafts += [_Draft(_told_by_path(each), "", unread=[each]) for each in strays]
        strays = []
    done = [_bidder(lot, draft, drafts) for draft in drafts]
    return tuple(sorted(done, key=lambda bidder: bidder.key)), tuple(strays)


def _draft_of(drafts: list[_Draft], declaration: Declaration) -> _Draft:
    told = declaration.bidder
    for draft in drafts:
        if fold(draft.name) == fold(told.name) and not _two_units(draft.uscc, told.number):
            draft.uscc = draft.uscc if uscc.is_valid(draft.uscc) else told.number or draft.uscc
            return draft
    drafts.append(_Draft(told.name, told.number))
    return drafts[-1]


def _two_units(one: str, other: str) -> bool:
    return one != other and uscc.is_valid(one) and uscc.is_valid(other)


def _quoted(drafts: list[_Draft], quote: Quote, names: frozenset[str]) -> _Draft:
    """The bidder of a quote; a form under another name is its only if no other quote bears that name."""
    same_name = [draft for draft in drafts if fold(draft.name) == fold(quote.bidder)]
    same_code = [draft for draft in drafts if quote.uscc and draft.uscc == quote.uscc]
    both = [draft for draft in same_name if draft in same_code]
    unquoted = [draft for draft in same_code if not draft.quotes and fold(draft.name) not in names]
    for found in (both, same_name, unquoted):
        if found:
            found[0].uscc = found[0].uscc or quote.uscc
            return found[0]
    drafts.append(_Draft(quote.bidder, quote.uscc))
    return drafts[-1]


def _told_by_path(unread: Unread) -> str:
    """What the path of a file in forms/ says of whose it is: folders and name, without the suffix."""
    path = PurePosixPath(unread.file.file).with_suffix("")
    return "/".join(part for part in path.parts if part != "forms")


def _attributed(drafts: list[_Draft], unread: Unread) -> bool:
    """Whether an unreadable file names a bidder in its path; it is then that bidder's."""
    stem = fold(_told_by_path(unread))
    named = [draft for draft in drafts if fold(draft.name) in stem or (draft.uscc and draft.uscc.lower() in stem)]
    if named:
        max(named, key=lambda draft: len(draft.name)).unread.append(unread)
    return bool(named)


def _bidder(lot: Lot, draft: _Draft, drafts: list[_Draft]) -> Bidder:
    files = [each.file for each in draft.declarations] + [each.file for each in draft.unread]
    problems = [problem for each in draft.declarations for problem in (*each.problems, *_lot_problems(lot, each))]
    problems += [unread_problem(each) for each in draft.unread]
    problems += _quote_problems(lot, draft)
    if not files:
        problems.append(_missing(draft, drafts))
    mention = next((each.bidder for each in draft.declarations if each.bidder.number), None)
    mention = mention or next((each.bidder for each in draft.declarations), None)
    return Bidder(
        name=draft.name,
        uscc=draft.uscc,
        mention=mention or Mention(draft.name, PartyKind.COMPANY, draft.uscc, document="quotes.csv"),
        status=_status(draft, problems),
        quote=draft.quotes[0] if draft.quotes else None,
        declarations=tuple(draft.declarations),
        files=tuple(sorted(files, key=lambda file: file.file)),
        problems=tuple(problems),
    )


def _status(draft: _Draft, problems: Iterable[Problem]) -> BidderStatus:
    if not draft.declarations and not draft.unread:
        return BidderStatus.MISSING
    partly = draft.unread or any(problem.reason == "not_understood" for problem in problems)
    return BidderStatus.PARTLY if partly else BidderStatus.READ


def _lot_problems(lot: Lot, declaration: Declaration) -> list[Problem]:
    told = fold(declaration.lot_id)
    if not lot.declares_id or not told or told == fold(lot.id) or fold(declaration.lot_name) == fold(lot.name):
        return []
    fact = _OTHER_LOT(told=declaration.lot_id, lot=lot.id)
    return [Problem("other_lot", fact, _RIGHT_FORM(), (declaration.bidder_source,))]


def _quote_problems(lot: Lot, draft: _Draft) -> list[Problem]:
    if lot.quotes is None:
        return []
    if not draft.quotes:
        sources = tuple(each.bidder_source for each in draft.declarations)
        return [Problem("no_quote", _NO_QUOTE(name=draft.name), _CHECK_QUOTES(), sources)]
    if len(draft.quotes) > 1:
        fact = _TWICE(name=draft.name, times=len(draft.quotes))
        return [Problem("quoted_twice", fact, _ONE_QUOTE(), tuple(quote.source for quote in draft.quotes))]
    return []


def unread_problem(unread: Unread) -> Problem:
    """The problem that an unreadable file is, with the file as its source."""
    source = Source(unread.file.file, Place(), unread.file.sha256, "")
    return Problem(
        "unreadable",
        Phrase("{file}：{fact}", "{file}: {fact}")(file=unread.file.file, fact=unread.error.fact),
        unread.error.next_step,
        (source,),
    )


def _missing(draft: _Draft, drafts: list[_Draft]) -> Problem:
    sources = tuple(quote.source for quote in draft.quotes)
    unquoted = [each.name for each in drafts if each.declarations and not each.quotes]
    if not unquoted:
        return Problem("no_form", _NO_FORM(name=draft.name), _ASK_FORM(), sources)
    from rapidfuzz import process  # only a mistyped name needs it; it orders, it never decides

    closest = process.extractOne(draft.name, sorted(unquoted))[0]
    return Problem("no_form", _CLOSEST(name=draft.name, closest=closest), _ASK_FORM(), sources)
