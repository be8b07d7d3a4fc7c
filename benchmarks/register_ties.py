"""Ties planted in a register, each in a small world of its own companies, so that it is certain.

A pattern is written in letters: `a` and `b` bid, `c` to `k` are companies, `p` to `z` persons. `a>b:60` is a holding
of 60 % (`?` not told), `p:head:a` an office. What is left of 100 % belongs to a person of the company's own, who is
also its head unless another is given.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.int64]

UNTOLD = -1
"""A share that is not told."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to be related: rule and variant as the core names them, the party shared (if any), and the least number of
    steps from one bidder to the other over holdings and offices.
    """

    rule: str
    variant: str
    hops: int
    holdings: str = ""
    offices: str = ""
    via: str = ""
    bidders: str = "ab"

    @property
    def companies(self) -> str:
        """The letters of its companies, the bidders first."""
        return "".join(sorted({each for each in self._letters if each < "p"} | set(self.bidders)))

    @property
    def persons(self) -> str:
        """The letters of its persons."""
        return "".join(sorted({each for each in self._letters if each >= "p"}))

    @property
    def held(self) -> list[tuple[str, str, int]]:
        """Holder, company and share (integer of 0.0001 %) of each holding, with the rests and without heads' names."""
        told = [(each[0], each[2], UNTOLD if each[4:] == "?" else int(each[4:]) * 10_000) for each in self.holdings.split()]
        rests = []
        for company in self.companies:
            rest = 1_000_000 - sum(max(share, 0) for _, held, share in told if held == company)
            rests += [(company.upper(), company, rest)] if rest else []
        return told + rests

    @property
    def staff(self) -> list[tuple[str, str, str]]:
        """Person, office and company of each office, with the companies' own heads."""
        told = [(each.split(":")[0], each.split(":")[1], each.split(":")[2]) for each in self.offices.split()]
        headed = {company for _, office, company in told if office == "head"}
        return told + [(company.upper(), "head", company) for company in self.companies if company not in headed]

    @property
    def _letters(self) -> set[str]:
        told = [each for holding in self.holdings.split() for each in (holding[0], holding[2])]
        return {*told, *(each for office in self.offices.split() for each in (office[0], office[-1]))}


PATTERNS = (
    Pattern("same_head", "same", 2, offices="p:head:a p:head:b", via="p"),
    Pattern("direct_holding", "majority", 1, "a>b:60"),
    Pattern("direct_holding", "half", 1, "a>b:50"),
    Pattern("direct_holding", "largest", 1, "a>b:40 p>b:30 q>b:30"),
    Pattern("direct_holding", "minority", 1, "a>b:10"),
    Pattern("direct_holding", "unknown", 1, "a>b:? p>b:60 q>b:40"),
    Pattern("control_chain", "chain", 2, "a>c:60 c>b:70"),
    Pattern("control_chain", "chain", 3, "a>c:51 c>d:51 d>b:51"),
    Pattern("control_chain", "chain", 4, "a>c:100 c>d:51 d>e:60 e>b:80"),
    Pattern("control_chain", "chain", 5, "a>c:51 c>d:51 d>e:51 e>f:51 f>b:51"),
    Pattern("control_chain", "chain", 6, "a>c:90 c>d:51 d>e:51 e>f:51 f>g:51 g>b:100"),
    Pattern("control_chain", "chain", 2, "a>c:100 a>d:100 c>b:40 d>b:20"),
    Pattern("control_chain", "indirect", 2, "a>c:30 c>b:30"),
    Pattern("common_controller", "controller", 2, "p>a:60 p>b:70", via="p"),
    Pattern("common_controller", "controller", 2, "c>a:60 c>b:100", via="c"),
    Pattern("common_controller", "controller", 5, "p>c:80 c>a:60 p>d:90 d>e:60 e>b:51", via="p"),
    Pattern("common_controller", "controller", 2, "c>d:100 c>a:40 d>a:20 c>b:60", via="c"),
    Pattern("shared_person", "head_and_majority", 2, "p>b:60", "p:head:a", via="p"),
    Pattern("shared_person", "mix", 2, offices="p:supervisor:a p:director:b", via="p"),
    Pattern("shared_person", "upper", 3, "c>a:60", "p:supervisor:c p:manager:b", via="p"),
    Pattern("shared_shareholder", "holder", 2, "p>a:20 p>b:30", via="p"),
    Pattern("shared_shareholder", "holder", 2, "c>a:20 c>b:15", via="c"),
    Pattern("shared_shareholder", "holder", 4, "p>c:30 c>a:30 p>d:40 d>b:25", via="p"),
    Pattern("shared_shareholder", "holder", 5, "p>c:60 c>d:60 d>e:45 e>a:20 p>b:10", via="p"),
    Pattern("same_legal_entity", "one_code", 0, via="a", bidders="a"),
)


@dataclass(slots=True)
class Ties:
    """Planted ties as rows of codes; `UNTOLD` for no party shared and no share told."""

    rule: list[str] = field(default_factory=list)
    variant: list[str] = field(default_factory=list)
    hops: list[int] = field(default_factory=list)
    pairs: list[Codes] = field(default_factory=list)
    via: list[Codes] = field(default_factory=list)
    holdings: list[tuple[Codes, Codes, int]] = field(default_factory=list)
    offices: list[tuple[Codes, Codes, str]] = field(default_factory=list)


def needed(times: int) -> tuple[int, int]:
    """How many companies and persons the patterns take, each planted so many times."""
    return times * sum(len(each.companies) for each in PATTERNS), times * sum(len(each.persons) for each in PATTERNS)


def planted(companies: Codes, persons: Codes, own: Codes, times: int) -> Ties:
    """Every pattern so many times, with companies and persons that nothing else names; `own` is the own person of each company."""
    ties = Ties()
    for pattern in PATTERNS:
        count = len(pattern.companies) * times
        mine, companies = companies[:count].reshape(-1, times), companies[count:]
        heads, own = own[:count].reshape(-1, times), own[count:]
        count = len(pattern.persons) * times
        theirs, persons = persons[:count].reshape(-1, times), persons[count:]
        who = dict(zip(pattern.companies, mine, strict=True)) | dict(zip(pattern.persons, theirs, strict=True))
        who |= dict(zip(pattern.companies.upper(), heads, strict=True))
        ties.holdings += [(who[holder], who[company], share) for holder, company, share in pattern.held]
        ties.offices += [(who[person], who[company], office) for person, office, company in pattern.staff]
        ties.rule += [pattern.rule] * times
        ties.variant += [pattern.variant] * times
        ties.hops += [pattern.hops] * times
        ties.pairs.append(np.stack([who[pattern.bidders[0]], who[pattern.bidders[-1]]], axis=1))
        ties.via.append(who[pattern.via] if pattern.via else np.full(times, UNTOLD, np.int64))
    return ties
