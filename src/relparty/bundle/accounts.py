"""The accounts of companies: each extract of a file of statements as it was read, beside what the arrays can say of it.

So a lot that is screened with the bundle sees what one screened with the file itself sees: bounds of shares, words,
dates of birth, what was not understood. Of a resident id only what may be shown is kept.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relparty.bundle.arrays import TextFile
from relparty.bundle.arrays import write as write_array
from relparty.bundle.identity import birth_of, id_of, kept_number, party_of
from relparty.bundle.layout import ACCOUNT_ARRAYS, ACCOUNTS
from relparty.model.evidence import Extract, RegisteredHolder, RegisteredOfficer, Told
from relparty.model.party import Mention

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Plain = dict[str, Any]


@dataclass(slots=True)
class Spool:
    """The accounts in a file, in the order in which they come, and where those of each company stand."""

    path: Path
    places: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    unread: set[str] = field(default_factory=set)
    """The companies of which something was told that nobody understood."""

    def add(self, company: str, extract: Extract, file: str) -> None:
        """Keeps what a file tells of the company of that id."""
        content = json.dumps(plain(extract, company, file), ensure_ascii=False, separators=(",", ":")).encode()
        with self.path.open("ab") as spool:
            self.places[company].append((spool.tell(), len(content)))
            spool.write(content)
        if extract.unread:
            self.unread.add(company)


def write(con: DuckDBPyConnection, folder: Path, spool: Spool) -> list[int]:
    """Writes the accounts in the order of their companies' codes; gives the codes of those with something that nobody understood."""
    import numpy as np
    import pyarrow as pa

    codes = {id_: code for id_, code in con.execute("SELECT id, code FROM company_code").fetchall() if id_ in spool.places}
    order = sorted(spool.places, key=codes.__getitem__)
    with spool.path.open("rb") as told, TextFile(folder, ACCOUNTS) as file:
        for company in order:
            texts = []
            for begin, size in spool.places[company]:
                told.seek(begin)
                texts.append(told.read(size).decode())
            file.append(pa.array([f"[{','.join(texts)}]"], pa.large_string()))
    found = np.array([codes[company] for company in order], np.int32)
    write_array(folder / "account_codes.npy", ACCOUNT_ARRAYS["account_codes"], [found])
    return sorted(codes[company] for company in spool.unread)


def plain(extract: Extract, company: str, file: str) -> Plain:
    """An extract as plain values, its parties with the ids under which they stand in the bundle; what is not told is left out."""
    return _told(
        file=file,
        source=extract.source,
        kind=extract.kind.value,
        on=_day(extract.retrieved_on),
        name=_text(extract.name),
        uscc=_text(extract.uscc),
        number=_text(extract.number),
        head=_text(extract.head),
        head_party=_party(extract.head_party, company) if extract.head_party else None,
        entity=_text(extract.entity),
        former=_texts(extract.former_names),
        holders=None if extract.holders is None else [_holder(each, company) for each in extract.holders],
        some_holders=not extract.shows_all_holders or None,
        staff=None if extract.staff is None else [_officer(each, company) for each in extract.staff],
        some_staff=not extract.shows_all_staff or None,
        changes=None
        if extract.changes is None
        else [_told(kind=_text(c.kind), before=_text(c.before), after=_text(c.after), on=_day(c.on)) for c in extract.changes],
        unread=_texts(extract.unread),
        notes=_texts(extract.notes),
    )


def _holder(holder: RegisteredHolder, company: str) -> Plain:
    return _told(
        name=_text(holder.name),
        percent=holder.percent,
        most=holder.most,
        share=_text(holder.share),
        party=_party(party_of(holder), company),
        since=_day(holder.since),
        until=_day(holder.until),
        behind=not holder.is_direct or None,
    )


def _officer(officer: RegisteredOfficer, company: str) -> Plain:
    return _told(
        name=_text(officer.name),
        office=_text(officer.office),
        party=_party(party_of(officer), company),
        since=_day(officer.since),
        until=_day(officer.until),
    )


def _party(party: Mention, company: str) -> Plain:
    return _told(
        id=id_of(party, company),
        name=party.name,
        kind=party.kind.value,
        number=kept_number(party) or None,
        own=party.register_id or None,
        born=birth_of(party) or None,
    )


def _text(told: Told | None) -> Plain | None:
    """A value with its place; what was read off the document where that is not the same."""
    if told is None:
        return None
    source = told.source
    return _told(
        text=told.text,
        at=source.place.pointer or source.place.say("zh"),
        said=None if source.text == told.text else source.text,
        unsure=not told.is_sure or None,
        pictured=told.is_pictured or None,
    )


def _texts(all_told: tuple[Told, ...]) -> list[Plain | None] | None:
    return [_text(told) for told in all_told] or None


def _told(**values: object) -> Plain:
    return {key: value for key, value in values.items() if value is not None}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
