"""Mentions to entities, at two certainties: `confirmed` clusters, and wider ones that add `probable`.

Nothing is ever merged on a name alone: persons who share only a name are kept as namesakes, and a rule
that brings them together says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from relparty.model.party import Mention, Party, PartyKind
from relparty.names.folding import fold
from relparty.resolve.judging import Likeness, company_name_key, is_person, judge_persons, sure_number

if TYPE_CHECKING:
    import networkx as nx

Clusters = Mapping[Mention, str]


@dataclass(frozen=True, slots=True)
class Entities:
    """Who is who: each mention's confirmed and probable cluster, and the parties they stand for.

    `parties` knows the keys of both kinds; `probable_of` leads from a confirmed key to the probable one;
    `namesakes` leads from a probable key to the other persons of that name who may be the same.
    """

    confirmed: Clusters
    probable: Clusters
    parties: Mapping[str, Party]
    probable_of: Mapping[str, str]
    namesakes: Mapping[str, tuple[str, ...]]

    @property
    def has_probable(self) -> bool:
        """True when some mentions are one party only probably."""
        return any(key != wider for key, wider in self.probable_of.items())


def resolve(mentions: Iterable[Mention]) -> Entities:
    """The entities that mentions stand for; their order does not matter."""
    known = sorted(
        set(mentions), key=lambda m: (m.kind, m.number, m.name, m.document, m.phone, m.register_id, m.born, m.token, m.is_hub, m.is_capped)
    )
    persons = [mention for mention in known if is_person(mention)]
    groups = [*_confirmed_persons(persons), *_confirmed_companies([m for m in known if not is_person(m)])]
    cores = {_key(group): group for group in groups}
    wider, namesakes = _widen({key: group for key, group in cores.items() if is_person(group[0])})
    probable_of = {key: wider.get(key, key) for key in cores}
    united: dict[str, list[Mention]] = defaultdict(list)
    for key, wide in wider.items():
        united[wide] += cores[key]
    return Entities(
        confirmed={mention: key for key, group in cores.items() for mention in group},
        probable={mention: probable_of[key] for key, group in cores.items() for mention in group},
        parties={key: _party(key, group) for key, group in (cores | united).items()},
        probable_of=probable_of,
        namesakes=namesakes,
    )


def _confirmed_persons(persons: list[Mention]) -> list[list[Mention]]:
    """Persons by whole id; each mention without one stands alone, equal ones of one form together."""
    by_id: dict[tuple[str, ...], list[Mention]] = defaultdict(list)
    for mention in persons:
        number = sure_number(mention)
        by_id[
            (number,) if number else (mention.name, mention.number, mention.document, mention.phone, mention.register_id, mention.born)
        ].append(mention)
    return list(by_id.values())


def _confirmed_companies(companies: list[Mention]) -> list[list[Mention]]:
    """Companies by code; those without one join the company whose name has the same parts.

    Where two codes carry that name, the one in the same form is meant, and failing that nobody is.
    """
    by_code: dict[str, list[Mention]] = defaultdict(list)
    without: dict[str, list[Mention]] = defaultdict(list)
    for mention in companies:
        code = sure_number(mention)
        (by_code[code] if code else without[company_name_key(mention)]).append(mention)
    codes_by_name: dict[str, set[str]] = defaultdict(set)
    codes_in_form: dict[tuple[str, str], set[str]] = defaultdict(set)
    for code, group in by_code.items():
        for mention in group:
            name = company_name_key(mention)
            codes_by_name[name].add(code)
            codes_in_form[name, mention.document].add(code)
    alone: list[list[Mention]] = []
    for name, group in without.items():
        codes = codes_by_name.get(name, set())
        rest: list[Mention] = []
        for mention in group:
            meant = codes if len(codes) == 1 else codes_in_form.get((name, mention.document), set())
            (by_code[next(iter(meant))] if len(meant) == 1 else rest).append(mention)
        alone += _apart(rest, together=not codes)
    return [*by_code.values(), *alone]


def _apart(rest: list[Mention], together: bool) -> list[list[Mention]]:
    """Mentions without a code that joined nobody: one company of that name, or one a form where the name is disputed."""
    by_form: dict[str, list[Mention]] = defaultdict(list)
    for mention in rest:
        by_form["" if together else mention.document].append(mention)
    return list(by_form.values())


def _widen(cores: Mapping[str, list[Mention]]) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """The probable key of each person, and the namesakes of each probable key.

    A mention that may be either of two different people is united with neither: who is meant is not ours
    to choose. A group that still holds two different people is not united at all.
    """
    import networkx as nx

    by_name: dict[str, set[str]] = defaultdict(set)
    for key, group in cores.items():
        for mention in group:
            by_name[fold(mention.name)].add(key)
    likeness: dict[tuple[str, str], Likeness] = {}
    for keys in by_name.values():
        for one, other in combinations(sorted(keys), 2):
            likeness[one, other] = _likeness(cores[one], cores[other])
    graph: nx.Graph[str] = nx.Graph(pair for pair, alike in likeness.items() if alike is Likeness.PROBABLE)
    different = {pair for pair, alike in likeness.items() if alike is Likeness.DIFFERENT}
    graph.remove_nodes_from([key for key in graph if _is_torn(graph, key, different)])
    wider: dict[str, str] = {}
    for component in nx.connected_components(graph):
        if not any(pair in different for pair in combinations(sorted(component), 2)):
            wider.update(dict.fromkeys(component, min(component)))
    return wider, _namesakes(likeness, wider, different)


def _is_torn(graph: nx.Graph[str], key: str, different: set[tuple[str, str]]) -> bool:
    """Whether a mention may be either of two people who are certainly different: it is left alone, not they."""
    return any(pair in different for pair in combinations(sorted(graph[key]), 2))


def _namesakes(
    likeness: Mapping[tuple[str, str], Likeness], wider: Mapping[str, str], different: set[tuple[str, str]]
) -> dict[str, tuple[str, ...]]:
    apart = {_widened(pair, wider) for pair in different}
    found: dict[str, set[str]] = defaultdict(set)
    for pair, alike in likeness.items():
        one, other = _widened(pair, wider)
        if alike in (Likeness.NAME, Likeness.PROBABLE) and one != other and (one, other) not in apart:
            found[one].add(other)
            found[other].add(one)
    return {key: tuple(sorted(others)) for key, others in found.items()}


def _widened(pair: tuple[str, str], wider: Mapping[str, str]) -> tuple[str, str]:
    one, other = sorted(wider.get(key, key) for key in pair)
    return one, other


def _likeness(one: list[Mention], other: list[Mention]) -> Likeness:
    judged = {judge_persons(a, b) for a in one for b in other}
    return Likeness.DIFFERENT if Likeness.DIFFERENT in judged else max(judged)


def _key(group: list[Mention]) -> str:
    """A key that depends on what the mentions say, never on their order. It stays in memory."""
    sort = "p" if is_person(group[0]) else "c"
    number = max(sure_number(mention) for mention in group)
    if number:
        return f"{sort}:{number}"
    return min(f"{sort}:{m.name}:{m.number}:{m.document}:{m.phone}:{m.register_id}:{m.born}" for m in group)


_KIND_ORDER = (PartyKind.LISTED, PartyKind.STATE, PartyKind.PERSON, PartyKind.COMPANY, PartyKind.OTHER)


def _party(key: str, group: list[Mention]) -> Party:
    if len(group) == 1:
        return Party(key, group[0].name, group[0].kind, group[0].number, group[0].is_hub, group[0].is_capped)
    names = Counter(mention.name for mention in group)
    name = min(names, key=lambda each: (-names[each], each))
    kinds = {mention.kind for mention in group}
    number = max((m.number for m in group), key=lambda each: (bool(each), "*" not in each, each))
    is_hub, is_capped = any(mention.is_hub for mention in group), any(mention.is_capped for mention in group)
    return Party(key, name, next(kind for kind in _KIND_ORDER if kind in kinds), number, is_hub, is_capped)
