"""The holders of one company, from its registrations and its forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from relparty.evidence.compare_holders import is_joint_stock
from relparty.evidence.comparison import may_be_late
from relparty.evidence.freshness import is_usable
from relparty.model.evidence import Extract, RegisteredHolder
from relparty.model.record import Shareholding, Source
from relparty.resolve.judging import sure_number
from relparty.resolve.registration.changes import entered_on
from relparty.resolve.registration.companies import Registered, is_one_time, is_same_party, with_own_id

Group = Sequence[RegisteredHolder]


def holders(registered: Registered) -> list[Shareholding]:
    """The registered holders, each with the declarations of it beside; then what the forms alone declare."""
    extracts, settles = registered.newest([each for each in registered.extracts if each.holders is not None], _told)
    if not extracts or is_joint_stock(extracts[0], registered.company):
        return registered.shareholdings
    found: list[Shareholding] = []
    left = registered.shareholdings
    for extract in extracts:
        for group in _groups(registered, extract):
            own = [record for record in registered.shareholdings if _is_declared(registered, extract, group[0], record)]
            left = [record for record in left if record not in own]
            found += (
                _joined(registered, extract, group, own, settles=settles) if own else _alone(registered, extract, group, settles=settles)
            )
    refutes = settles and _tells_all(extracts[0])
    return [*found, *(_refuted(record) if refutes and _is_present(record, extracts[0]) else record for record in left)]


def _told(extract: Extract) -> tuple[tuple[str, int | None, int | None, date | None], ...]:
    return tuple(sorted(((each.called, each.percent, each.most, each.until) for each in extract.holders or ()), key=str))


def _groups(registered: Registered, extract: Extract) -> list[Group]:
    """The usable rows, those of one holder and one time together: a holder may have several shares."""
    groups: list[list[RegisteredHolder]] = []
    for holder in (each for each in extract.holders or () if is_usable(each.name)):
        party = registered.party(extract, holder.called, holder.party)
        for group in groups:
            other = registered.party(extract, group[0].called, group[0].party)
            if group[0].until == holder.until and is_same_party(party, other) and party.register_id == other.register_id:
                group.append(holder)
                break
        else:
            groups.append([holder])
    return list(groups)


def _is_declared(registered: Registered, extract: Extract, holder: RegisteredHolder, record: Shareholding) -> bool:
    """Whether a form tells of the same holder at the same time; one who left so lately that the register need not show it is."""
    if not is_same_party(record.holder, registered.party(extract, holder.called, holder.party)):
        return False
    is_late = holder.until is None and record.until is not None and may_be_late(record.until, extract)
    return is_late or is_one_time(record.until, holder.until)


def _alone(registered: Registered, extract: Extract, group: Group, *, settles: bool) -> Iterator[Shareholding]:
    """Holdings that only the register tells; of an old page, or one that others contradict, without their share."""
    for holder in group:
        party = registered.party(extract, holder.called, holder.party)
        since = holder.since or entered_on(registered, holder.called, "holder", before=holder.until)
        percent, most = (holder.percent, holder.most) if settles or holder.until else (None, None)
        yield Shareholding(party, registered.company, percent or None, _source(holder), since, holder.until, most)


def _joined(
    registered: Registered, extract: Extract, group: Group, own: Sequence[Shareholding], *, settles: bool
) -> Iterator[Shareholding]:
    """A holder whom both sides tell.

    Its registered rows, once each however often forms name it, where they settle the share and the forms do not tell it
    more exactly; else the declared ones.
    """
    party, sources = registered.party(extract, group[0].called, group[0].party), tuple(dict.fromkeys(map(_source, group)))
    named = [replace(record, holder=with_own_id(record.holder, party)) for record in own]
    is_told = settles and not _are_several(own) and all(each.percent is not None and _is_sure(each) for each in group)
    settled = [
        record for record in named if is_told and not may_be_late(record.since, extract) and is_one_time(record.until, group[0].until)
    ]
    if settled and _tell_within(group, settled):
        settled = []
    yield from (replace(record, beside=(*record.beside, *sources)) for record in named if record not in settled)
    if settled:
        first, beside = settled[0], tuple(dict.fromkeys(record.source for record in settled))
        for holder in group:
            until = holder.until or first.until
            yield replace(first, percent=holder.percent or None, most=holder.most, source=_source(holder), beside=beside, until=until)


def _is_sure(holder: RegisteredHolder) -> bool:
    return holder.share is not None and is_usable(holder.share)


def _are_several(own: Sequence[Shareholding]) -> bool:
    """Whether the forms name several parties of that name, told apart by their numbers."""
    return len({sure_number(record.holder) for record in own} - {""}) > 1


def _tell_within(group: Group, declared: Sequence[Shareholding]) -> bool:
    """Whether every form tells a share between the bounds that the register tells: the form then says it more exactly."""
    least, most = sum(each.percent or 0 for each in group), sum(each.most or each.percent or 0 for each in group)
    by_form: dict[str, int] = {}
    for record in declared:
        by_form[record.source.file] = by_form.get(record.source.file, 0) + (record.percent or 0)
    return least < most and all(least <= told <= most for told in by_form.values())


def _tells_all(extract: Extract) -> bool:
    present = [holder for holder in extract.holders or () if holder.until is None]
    return bool(present) and extract.shows_all_holders and all(is_usable(holder.name) and holder.is_direct for holder in present)


def _is_present(record: Shareholding, extract: Extract) -> bool:
    """Whether the form claims a holding that the register would show."""
    return record.until is None and not may_be_late(record.since, extract)


def _refuted(record: Shareholding) -> Shareholding:
    return replace(record, percent=None)


def _source(holder: RegisteredHolder) -> Source:
    return holder.share.source if holder.share else holder.name.source
