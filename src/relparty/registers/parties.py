"""Parties as registers tell them, and whether an answer is about the company that was asked for."""

from __future__ import annotations

from collections.abc import Iterable

from relparty.evidence.alike import is_same
from relparty.forms import labels
from relparty.forms.kinds import party_kind
from relparty.identifiers import org_id, uscc
from relparty.model.evidence import Extract, Told
from relparty.model.party import Mention, PartyKind
from relparty.registers import failures
from relparty.registers.lookup import Lookup, Wanted


def party(lookup: Lookup, told: Told, kind: PartyKind | None = None, *, number: str = "", own_id: str = "", born: str = "") -> Mention:
    """A party of an answer; its kind by its name where the source does not tell it.

    A name that is plainly a company's or the state's outweighs what the source calls it. `number` is a credit code, or
    a company number with its scheme; `own_id` the source's own id of a person.
    """
    return mention(lookup.file.sha256, lookup.source, told, kind, number=number, own_id=own_id, born=born)


def mention(
    document: str, source: str, told: Told, kind: PartyKind | None = None, *, number: str = "", own_id: str = "", born: str = ""
) -> Mention:
    """A party as a document of a source names it; see `party`, which does the same for a lookup."""
    is_coded = kind is not PartyKind.PERSON and uscc.is_valid(uscc.fold(number))
    kind = party_kind(kind.value if kind else "", told.text, labels.load())
    kind = PartyKind.COMPANY if is_coded and kind is PartyKind.PERSON else kind
    is_person = kind is PartyKind.PERSON
    return Mention(
        name=told.text,
        kind=kind,
        number="" if is_person else number,
        document=document,
        register_id=f"{source}:{own_id}" if own_id and is_person else "",
        born=born if is_person else "",
    )


def check_is_wanted(lookup_source: str, asked: str, name: str, codes: Iterable[str], former_names: Iterable[str] = ()) -> None:
    """Nothing where an answer is about the company that was asked for; raises NotLookedUp where it is about another.

    Asked by a code (a credit code, a company number with or without its scheme, an LEI), the answer must have that
    code; asked by a name, that name, now or formerly. What was not asked by may differ: that a company has another
    name or code than a form says is a finding, not a failure.
    """
    told = [code for code in codes if code]
    by_number = org_id.looks_like_number(asked)
    if by_number:
        is_it = any(_comparable(asked) == _comparable(code) for code in told)
    else:
        is_it = any(is_same(asked, each) for each in (name, *former_names))
    if not is_it:
        raise failures.other_company(lookup_source, told[0] if by_number and told else name)


def _comparable(code: str) -> str:
    return org_id.normalised(code) or uscc.fold(code)


def wanted(company: str, name: str = "") -> Wanted:
    """The company that a person asks for by its name or its number; `name` where the number is given and the name is known too."""
    return Wanted(name, company) if org_id.looks_like_number(company) else Wanted(company)


def is_of(extract: Extract, asked: Wanted) -> bool:
    """True when an extract is of the company asked for: by its number, else by its present or former name."""
    number = org_id.normalised(asked.code)
    if number:
        return number in {org_id.normalised(told.text) for told in (extract.uscc, extract.number) if told}
    return any(is_same(asked.name, told.text) for told in (extract.name, *extract.former_names) if told)
