"""Units that the bidder says are related to it, and kin of its own people elsewhere."""

from __future__ import annotations

import re

from relparty.forms import problems
from relparty.forms.answers import Answers, Told
from relparty.forms.mentions import mention, rows_naming
from relparty.model.party import Mention, PartyKind
from relparty.model.record import Kinship, Record, RelatedUnit, UnitRelation

_DENIED = re.compile(r"无|不|未|非|曾|已")
"""Words that turn a relation into its contrary or its past: a person must read them."""


def related_units(answers: Answers, bidder: Mention) -> Told:
    """The units with a relation of a known sort; any other words are reported."""
    rows, found = rows_naming(answers, "related_units", "name")
    records: list[Record] = []
    for row in rows:
        unit, wrong = mention(answers, answers.given(row, "name"), PartyKind.COMPANY, row.cells.get("number"))
        told = answers.given(row, "relation")
        relations = () if _DENIED.search(told) else answers.labels.all_kinds("unit_relations", told)
        source = answers.row_source(row)
        records += [RelatedUnit(bidder, unit, UnitRelation(each), source) for each in relations]
        found += wrong if relations else [*wrong, problems.not_understood(source)]
    return records, found


def kin(answers: Answers, bidder: Mention) -> Told:
    """The relatives of the bidder's own people, with the units they serve at."""
    rows, found = rows_naming(answers, "kin", "relative")
    records: list[Record] = []
    for row in rows:
        own, wrong_own = mention(answers, answers.given(row, "person"), PartyKind.PERSON, None, row.cells.get("person"))
        relative, wrong = mention(answers, answers.given(row, "relative"), PartyKind.PERSON, row.cells.get("number"), row.cells["relative"])
        unit = answers.given(row, "unit")
        at = answers.company(unit) if unit else None
        records.append(Kinship(bidder, own, relative, answers.given(row, "relation"), answers.row_source(row), at))
        found += [*wrong_own, *wrong]
    return records, found
