"""The registered changes within the look-back time against those that the form tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from relparty.evidence.alike import is_alike, is_same
from relparty.evidence.comparison import DOUBTFUL, Compared, Field, Outcome, not_shown
from relparty.evidence.words import load
from relparty.forms import labels
from relparty.forms.kinds import is_person_name
from relparty.forms.values import written_share
from relparty.model.evidence import Extract, RegisteredChange
from relparty.model.lot import Declaration
from relparty.model.party import Mention
from relparty.model.record import Office, OfficeKind, Record, Shareholding
from relparty.names.company import parse
from relparty.names.folding import fold
from relparty.names.regions import PLACES, PROVINCES
from relparty.phrases import Part, Phrase

_NEAR = timedelta(days=62)
"""How far the form's day of a change may lie from the registered one: 30 days to file, 20 working days to show, a few for holidays."""

_TOLD = Phrase("{day} {kind}变更（{before} → {after}）：表中已申报", "change of {kind} on {day} ({before} → {after}): told on the form")
_UNTOLD = Phrase(
    "{day} {kind}变更（{before} → {after}）：登记有，表中未申报", "change of {kind} on {day} ({before} → {after}): not on the form"
)
_OTHER_DAY = Phrase(
    "{kind}变更（{before} → {after}）的日期：表中为 {form}，登记为 {day}",
    "day of the change of {kind} ({before} → {after}): {form} on the form, {day} on the register",
)
_NO_DAY = Phrase("登记的变更日期无法识读：{text}", "the day of a registered change cannot be read: {text}")
_KINDS = {
    "head": Phrase("法定代表人", "the person in charge"),
    "holder": Phrase("股东", "holders"),
    "officer": Phrase("主要人员", "main staff"),
}
_NOT_READ = frozenset({DOUBTFUL, "change_not_understood", "change_without_date"})
_SEPARATORS = re.compile(r"[、，,；;。|/\s\u3000*]+|(?<=\d)[.．](?=\D)")
_NUMBERED = re.compile(r"^[(（]?\d{1,2}[)）.．、:：]")
_BRACKETS = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
_OTHER_LABEL = re.compile(r"[\u4e00-\u9fff]{0,6}(?:额|比|比例|方式|时间|日期|类型|号码|职务|性别|国籍|住所|期限|情况)\s*[:：]")
_SHARE = re.compile(r"\d+(?:\.\d+)?\s*[%％]")
_NOBODY = frozenset(
    "新增 退出 原 现 无 变更 备案 自然人 自然人股东 企业法人 法人股东 货币 中国 女 男 不变 人民币 万元 职务 姓名 名称 股东 其他".split()
)


def changes(extract: Extract, declaration: Declaration, since: date, until: date) -> Iterator[Compared]:
    """Each registered change of head, holders or main staff within the time that the form must tell of."""
    if extract.changes is None:
        yield not_shown(Field.CHANGE)
        return
    for change in extract.changes:
        kind = labels.load().kind("change_items", change.kind.text, "")
        names = _Names.of(change)
        if kind not in _KINDS or names.are_equal:
            continue
        if change.on is None:
            fact = _NO_DAY(text=change.kind.source.text)
            yield Compared(Field.CHANGE, Outcome.UNREADABLE, change.kind.source.text, fact, (change.kind.source,), change.kind.is_pictured)
        elif since <= change.on <= until:
            yield _compared(change, change.on, kind, names, declaration)


@dataclass(frozen=True, slots=True)
class Passage:
    """Somebody who became, or ceased to be, head or holder (`kind`); `party` and `percent` where more than the name is told."""

    name: str
    kind: str
    enters: bool
    party: Mention | None = None
    percent: int | None = None


def passages(change: RegisteredChange) -> tuple[Passage, ...]:
    """Those who came or left by a registered change of head or holders; nobody where its words cannot be told apart."""
    kind = labels.load().kind("change_items", change.kind.text, "")
    names = _Names.of(change)
    if kind not in ("head", "holder") or not names.after:
        return ()
    left = [name for name in names.before if not any(is_same(name, other) for other in names.after)]
    came = [name for name in names.after if not any(is_same(name, other) for other in names.before)] if names.before else []
    return (*(Passage(name, kind, enters=False) for name in left), *(Passage(name, kind, enters=True) for name in came))


@dataclass(frozen=True, slots=True)
class _Names:
    """The parties before and after a registered change, with the shares told of them."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    are_equal: bool
    """True where the same parties hold the same shares before and after: the change was of something else."""

    @staticmethod
    def of(change: RegisteredChange) -> _Names:
        before, after = named(change.before.text), named(change.after.text)
        same_shares = _shares(change.before.text) == _shares(change.after.text)
        is_same_list = bool(before) and {fold(name) for name in before} == {fold(name) for name in after}
        return _Names(before, after, is_same_list and same_shares)

    @property
    def all(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.before, *self.after)))


def named(text: str) -> tuple[str, ...]:
    """The persons and companies that the text of a registered change names, in order."""
    plain = _OTHER_LABEL.sub(" ", load().party_label.sub(" ", _BRACKETS.sub(_opened, text)))
    found = []
    for word in filter(None, _SEPARATORS.split(plain)):
        name = _NUMBERED.sub("", word).strip(":：")
        is_office = labels.load().kind("offices", name, "") != "" and not parse(name).form
        if name not in _NOBODY and not is_office and (parse(name).is_complete or (is_person_name(name) and not name.isascii())):
            found.append(name)
    return tuple(dict.fromkeys(found))


def _opened(brackets: re.Match[str]) -> str:
    """A region or form in brackets stays part of a company's name, anything else in brackets stands apart."""
    inside = brackets.group(1).strip()
    is_part = "合伙" in inside or inside.removesuffix("市").removesuffix("省") in PLACES | PROVINCES
    return brackets.group() if is_part else f" {inside} "


def _shares(text: str) -> list[int]:
    told = (written_share(found) for found in _SHARE.findall(text))
    return sorted(share.as_percent for share in told if share)


def _compared(change: RegisteredChange, day: date, kind: str, names: _Names, declaration: Declaration) -> Compared:
    told = [record for record in _of_kind(kind, declaration) if _days(record)]
    named_there = [record for record in told if any(is_same(name, _name(record)) for name in names.all)]
    near = [record for record in told if any(abs(each - day) <= _NEAR for each in _days(record))]
    words: dict[str, Part] = {
        "kind": _KINDS[kind],
        "before": "、".join(names.before) or "—",
        "after": "、".join(names.after) or "—",
        "day": day,
    }
    is_pictured = change.kind.is_pictured
    if any(record in near for record in named_there) or (near and not names.all):
        outcome, fact, record = Outcome.EQUAL, _TOLD(**words), near[0]
    elif named_there:
        outcome, record = _if_sure(change, declaration), named_there[0]
        fact = _OTHER_DAY(form=_days(record)[0], **words)
    elif near and is_pictured and any(is_alike(name, _name(each)) for name in names.all for each in near):
        outcome, fact, record = Outcome.LOOK_ALIKE, _UNTOLD(**words), near[0]
    else:
        outcome, fact, record = _if_sure(change, declaration), _UNTOLD(**words), None
    sources = (change.kind.source, record.source if record else declaration.bidder_source)
    return Compared(Field.CHANGE, outcome, f"{kind} {day.isoformat()}", fact, sources, is_pictured)


def _if_sure(change: RegisteredChange, declaration: Declaration) -> Outcome:
    """A difference, unless the register's words were read doubtfully or the form tells a change that could not be used."""
    if not change.kind.is_sure:
        return Outcome.LOOK_ALIKE
    return Outcome.UNREADABLE if any(problem.reason in _NOT_READ for problem in declaration.problems) else Outcome.DIFFERS


def _of_kind(kind: str, declaration: Declaration) -> list[Shareholding | Office]:
    """What the form tells of such changes; a new head is often registered as a new director too, and told once."""
    own = [r for r in declaration.records if isinstance(r, Shareholding | Office) and r.company == declaration.bidder]
    return [record for record in own if _kind(record) == kind or (kind, _kind(record)) == ("officer", "head")]


def _kind(record: Record) -> str:
    if isinstance(record, Shareholding):
        return "holder"
    return "head" if isinstance(record, Office) and record.office is OfficeKind.HEAD else "officer"


def _name(record: Shareholding | Office) -> str:
    return record.holder.name if isinstance(record, Shareholding) else record.person.name


def _days(record: Shareholding | Office) -> list[date]:
    return [day for day in (record.since, record.until) if day is not None]
