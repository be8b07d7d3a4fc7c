"""Forms and quotes to bidders: who bids, with which forms, and what does not fit together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from relparty.errors import UnreadableFile
from relparty.forms.attachments import named
from relparty.forms.problems import FIELD_WORDS
from relparty.identifiers import uscc
from relparty.intake.tasks import Reading
from relparty.model.lot import Bidder, BidderStatus, Declaration, FormFile, Lot, Quote, Unread
from relparty.model.party import Mention, PartyKind
from relparty.model.record import Place, Problem, Source
from relparty.names.folding import fold
from relparty.phrases import Phrase

if TYPE_CHECKING:
    from relparty.model.evidence import Extract

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


_OF_RELATIONS = frozenset({"officers", "upper_holdings", "related_units", "kin", "changes"})
_LACKS_BLOCKS = Phrase(
    "表中没有本项目其他采集表所列的栏目：{blocks}，可能缺页或被删改",
    "the form lacks blocks that other forms of this lot have: {blocks}; pages may be lost or lines deleted",
)
_WHOLE_FORM = Phrase("请该投标人按统一表样补齐后重新提交", "have the bidder hand in the whole form as it was given out")
_OTHER_COMPANY = Phrase(
    "{kind}上的企业是 {company}，不是任何投标人，未比对", "the {kind} is of {company}, who is no bidder; it was not compared"
)
_FORM_AMONG_EVIDENCE = Phrase("register/ 中的采集表未作为投标人的申报读取", "a declaration form in register/ was not taken as a bidder's")
_MOVE = Phrase("如为投标人提交，请移到 forms/ 后重新核查", "if a bidder handed it in, move it to forms/ and screen again")
_COMPARE_BY_HAND = Phrase(
    "请人工查看；如为上层股东，请与股东关系图核对", "look at it; if it is a holder's, compare it with the relationship diagram"
)


@dataclass(slots=True)
class _Draft:
    name: str
    uscc: str
    declarations: list[Declaration] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    extracts: list[Extract] = field(default_factory=list)
    above: tuple[Extract, ...] = ()


def bidders(lot: Lot, readings: Sequence[Reading], refused: Sequence[Unread]) -> tuple[tuple[Bidder, ...], tuple[Problem, ...]]:
    """The bidders of a lot, by name, and the problems of files that belong to none of them.

    Forms with one code and one name are one bidder's; one code under two names stays two bidders (a
    finding of its own). A quote goes to the form with its name and code, else with its name, else with
    its code. A file that is no form goes to the bidder whom its content, its path or its folder names.
    `refused` are files that were never opened.
    """
    drafts: list[_Draft] = []
    declarations = [each for reading in readings for each in reading.declarations if not each.file.is_fetched]
    for declaration in sorted(declarations, key=lambda d: (d.bidder.number, d.bidder.name, d.file.file)):
        _draft_of(drafts, declaration).declarations.append(declaration)
    names = frozenset(fold(quote.bidder) for quote in lot.quotes or ())
    for quote in sorted(lot.quotes or (), key=lambda q: (q.bidder, q.uscc, q.source.place.row)):
        _quoted(drafts, quote, names).quotes.append(quote)
    unmatched = [each for reading in readings for each in reading.extracts if not _matched(drafts, each)]
    misplaced = [_misplaced(each.file) for reading in readings for each in reading.declarations if each.file.is_fetched]
    unread = (*refused, *(each for reading in readings for each in reading.unread), *_unrelated(drafts, unmatched), *misplaced)
    strays = [each for each in unread if not _attributed(drafts, each)]
    if lot.quotes is None:
        drafts += [_Draft(_told_by_path(each), "", unread=[each]) for each in strays if _may_be_a_form(each)]
        strays = [each for each in strays if not _may_be_a_form(each)]
    asked = _asked(declarations)
    done = [_bidder(lot, draft, drafts, asked) for draft in drafts]
    return tuple(sorted(done, key=lambda bidder: bidder.key)), tuple(map(unread_problem, strays))


def _unrelated(drafts: list[_Draft], unmatched: Sequence[Extract]) -> list[Unread]:
    """Gives the drafts what registers tell of the companies above them; the files that tell of no such company are unread.

    A file of many companies, as a register's own, is one of them as soon as one of its companies is.
    """
    if not unmatched:
        return []
    from relparty.resolve.above import above, by_company  # few lots hold register pages

    known = by_company(unmatched)
    for draft in drafts:
        draft.above = above(known, draft.declarations, draft.extracts)
    used = {extract.file for draft in drafts for extract in (*draft.extracts, *draft.above)}
    first = {extract.file: extract for extract in reversed(unmatched) if extract.file not in used}
    return [_without_bidder(extract) for _, extract in sorted(first.items(), key=lambda each: each[0].file)]


def _matched(drafts: list[_Draft], extract: Extract) -> bool:
    """Whether a register page or licence is one of a bidder; it is then that bidder's."""
    from relparty.evidence.matching import owners  # few lots hold register pages

    found = [drafts[at] for at in owners(extract, [(draft.name, draft.uscc) for draft in drafts])]
    for draft in found:
        draft.extracts.append(extract)
    return bool(found)


def _without_bidder(extract: Extract) -> Unread:
    from relparty.model.evidence import EXTRACT_KIND_WORDS

    told = extract.name.text if extract.name else "—"
    fact = _OTHER_COMPANY(kind=EXTRACT_KIND_WORDS[extract.kind], company=told)
    return Unread(extract.file, UnreadableFile(extract.file.file, fact, _COMPARE_BY_HAND()))


def _may_be_a_form(unread: Unread) -> bool:
    """Whether an unreadable file may be somebody's form; a licence or register page, by its name, is nobody's quote."""
    return named(unread.file.file) is None and not unread.file.is_fetched


def _misplaced(file: FormFile) -> Unread:
    return Unread(file, UnreadableFile(file.file, _FORM_AMONG_EVIDENCE(), _MOVE()))


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
    """Whether an unreadable file is found to be a bidder's: a part of its form, by its path, or beside its form."""
    owner = _of_same_file(drafts, unread) or _named_in_path(drafts, unread) or _of_same_folder(drafts, unread)
    if owner:
        owner.unread.append(unread)
    return owner is not None


def _of_same_file(drafts: list[_Draft], unread: Unread) -> _Draft | None:
    """The one bidder whose form stands in the same file, or in the document that held this picture."""
    path = _path(unread.file)
    return _only([draft for draft in drafts if any(_path(each.file) in (path, path.parent) for each in draft.declarations)])


def _named_in_path(drafts: list[_Draft], unread: Unread) -> _Draft | None:
    stem = fold(_told_by_path(unread))
    named_there = [draft for draft in drafts if fold(draft.name) in stem or (draft.uscc and draft.uscc.lower() in stem)]
    return max(named_there, key=lambda draft: len(draft.name), default=None)


def _of_same_folder(drafts: list[_Draft], unread: Unread) -> _Draft | None:
    """The one bidder whose form lies in the same folder or archive, or in one around it."""
    for folder in _path(unread.file).parents:
        if str(folder) in (".", "forms"):
            return None
        inside = [draft for draft in drafts if any(folder in _path(each.file).parents for each in draft.declarations)]
        if inside:
            return _only(inside)
    return None


def _only(drafts: list[_Draft]) -> _Draft | None:
    return drafts[0] if len(drafts) == 1 else None


def _path(file: FormFile) -> PurePosixPath:
    """The path of a file, whichever of the forms in it is meant."""
    return PurePosixPath(file.file.removesuffix(f"#{file.part}"))


def _asked(declarations: Sequence[Declaration]) -> frozenset[str]:
    """The blocks that tell of relations and that some form of this lot has: the office's form asks for them."""
    return frozenset(block for declaration in declarations for block in declaration.blocks) & _OF_RELATIONS


def _block_problems(declaration: Declaration, asked: frozenset[str]) -> list[Problem]:
    """The problem that a printed form lacks blocks which others of the lot have: pages may be lost, or lines deleted."""
    missing = asked - declaration.blocks
    if not missing or declaration.file.kind == "json":
        return []
    fact = _LACKS_BLOCKS(blocks=tuple(FIELD_WORDS[block] for block in FIELD_WORDS if block in missing))
    return [Problem("missing_block", fact, _WHOLE_FORM(), (declaration.bidder_source,))]


def _bidder(lot: Lot, draft: _Draft, drafts: list[_Draft], asked: frozenset[str]) -> Bidder:
    files = [each.file for each in draft.declarations] + [each.file for each in draft.unread]
    problems = [
        problem for each in draft.declarations for problem in (*each.problems, *_lot_problems(lot, each), *_block_problems(each, asked))
    ]
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
        files=tuple(sorted(set(files), key=lambda file: (file.file, file.sha256))),
        problems=tuple(problems),
        extracts=tuple(sorted(draft.extracts, key=lambda extract: (extract.file.file, extract.file.sha256))),
        above=draft.above,
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
