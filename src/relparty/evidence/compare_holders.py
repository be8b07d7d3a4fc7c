"""The holders of a declaration against those of an extract."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from relparty.evidence.alike import is_same
from relparty.evidence.comparison import (
    FIELD_WORDS,
    NOT_ON_FORM,
    NOT_ON_REGISTER,
    NOT_SEEN,
    VALUES,
    Compared,
    Field,
    Outcome,
    claim,
    is_hidden,
    may_be_late,
    not_shown,
)
from relparty.evidence.holder_rows import declared_once, is_one_company, registered_once
from relparty.evidence.pairing import paired
from relparty.model.evidence import Extract, RegisteredHolder
from relparty.model.lot import Declaration
from relparty.model.party import Mention
from relparty.model.record import TOLERANCE, Shareholding, percent_text, share_text
from relparty.names.company import parse
from relparty.phrases import Phrase

_JOINT_STOCK = "股份有限公司"
_SHARE_OF = Phrase("{holder} 的持股比例", "share of {holder}")


def holders(extract: Extract, declaration: Declaration, company: Mention) -> Iterator[Compared]:
    """Each holder and share of a company compared; nothing for a joint-stock company, whose register shows its promoters only."""
    own = [record for record in declaration.records if isinstance(record, Shareholding) and record.company == company]
    registered = registered_once(holder for holder in extract.holders or () if holder.until is None)
    if not registered or not own or is_joint_stock(extract, company):
        yield not_shown(Field.HOLDER)
        return
    former = [record for record in own if record.until is not None]
    current = declared_once(record for record in own if record.until is None)
    by_number = [(record, holder) for record in current for holder in registered if is_one_company(record, holder)]
    pairs = paired(
        [
            (claim(record.holder.name, record.source, declaration), record)
            for record in current
            if record not in [one for one, _ in by_number]
        ],
        [(replace(holder.name, text=holder.called), holder) for holder in registered if holder not in [other for _, other in by_number]],
    )
    for form, told in (*by_number, *pairs.equal):
        yield _values(Outcome.EQUAL, form, told)
        yield _share(form, told, former, extract)
    for form, told in pairs.alike:
        yield _values(Outcome.LOOK_ALIKE, form, told)
    for told in pairs.register_only:
        yield _not_on_form(told, former, extract, declaration)
    has_doubtful = any(not told.name.is_sure for told in pairs.register_only)
    for form in pairs.form_only:
        yield _not_on_register(form, extract, has_doubtful=has_doubtful)


def is_joint_stock(extract: Extract, company: Mention) -> bool:
    """True when the company is a joint-stock company, by its registered sort or its name."""
    names = (company.name, extract.name.text if extract.name else "")
    return any("joint_stock" in parse(name).form for name in names) or (extract.entity is not None and _JOINT_STOCK in extract.entity.text)


def _values(outcome: Outcome, form: Shareholding, told: RegisteredHolder) -> Compared:
    fact = VALUES(what=FIELD_WORDS[Field.HOLDER], form=form.holder.name, register=told.name.text)
    return Compared(Field.HOLDER, outcome, form.holder.name, fact, (told.name.source, form.source), told.name.is_pictured)


def _share(form: Shareholding, told: RegisteredHolder, former: list[Shareholding], extract: Extract) -> Compared:
    if form.percent is None or told.percent is None or told.share is None:
        return not_shown(Field.SHARE)
    what = _SHARE_OF(holder=form.holder.name)
    fact = VALUES(what=what, form=percent_text(form.percent), register=share_text(told.percent, told.most))
    sources = (told.share.source, form.source)
    return Compared(
        Field.SHARE, _share_outcome(form.percent, told, form, former, extract), form.holder.name, fact, sources, told.share.is_pictured
    )


def _share_outcome(percent: int, told: RegisteredHolder, form: Shareholding, former: list[Shareholding], extract: Extract) -> Outcome:
    if told.percent is None or told.percent - TOLERANCE <= percent <= (told.most or told.percent) + TOLERANCE:
        return Outcome.EQUAL
    if told.share is None or not told.share.is_sure:
        return Outcome.LOOK_ALIKE
    days = [form.since, *(record.until for record in former if is_same(record.holder.name, form.holder.name))]
    return Outcome.LATE if _any_late(days, extract) else Outcome.DIFFERS


def _not_on_form(told: RegisteredHolder, former: list[Shareholding], extract: Extract, declaration: Declaration) -> Compared:
    name = told.called
    if not told.name.is_sure or not told.is_direct or is_hidden(name, declaration):
        outcome = Outcome.UNREADABLE
    else:
        days = [record.until for record in former if is_same(record.holder.name, name)]
        outcome = Outcome.LATE if _any_late(days, extract) else Outcome.DIFFERS
    fact = NOT_ON_FORM(
        what=FIELD_WORDS[Field.HOLDER], register=_with_share(name, share_text(told.percent, told.most) if told.percent is not None else "")
    )
    sources = (told.name.source, declaration.bidder_source)
    return Compared(Field.HOLDER, outcome, f"+{name}", fact, sources, told.name.is_pictured)


def _not_on_register(form: Shareholding, extract: Extract, *, has_doubtful: bool) -> Compared:
    name = form.holder.name
    if has_doubtful or not extract.shows_all_holders:
        outcome, words = Outcome.UNREADABLE, NOT_SEEN
    else:
        outcome, words = Outcome.LATE if may_be_late(form.since, extract) else Outcome.DIFFERS, NOT_ON_REGISTER
    heading = extract.holders[0].name if extract.holders else None
    sources = (heading.source, form.source) if heading else (form.source,)
    fact = words(what=FIELD_WORDS[Field.HOLDER], form=_with_share(name, percent_text(form.percent) if form.percent is not None else ""))
    return Compared(Field.HOLDER, outcome, name, fact, sources, is_pictured=heading is not None and heading.is_pictured)


def _any_late(days: list[date | None], extract: Extract) -> bool:
    return any(may_be_late(day, extract) for day in days)


def _with_share(name: str, share: str) -> str:
    return f"{name}（{share}）" if share else name
