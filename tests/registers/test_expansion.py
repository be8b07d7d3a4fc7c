"""Layer by layer, through the real client: what is asked for, where it ends, and what is said of the rest."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from qichachaservice import Qichacha

from registerserver import Reply, Request, Server, client_for, serving
from registerworld import Company, Holder, company, holder_of, world
from relparty.model.party import Mention
from relparty.registers.client import Allowance
from relparty.registers.expansion import Expansion, Plan, Start, expand
from relparty.registers.lookup import Wanted

TOP = company("丁", 903, "厉昶远", Holder("厉昶远", "100%", own_id="p00li"))
MIDDLE = company("丙", 902, "厉昶远", holder_of(TOP, "100%"))
LOW = company("乙", 901, "卓蔚", holder_of(MIDDLE, "60%"), Holder("卓蔚", "40%", own_id="p00zhuo"))
BIDDER = company("甲辰", 100, "罗启航", holder_of(LOW, "70%"), Holder("罗启航", "30%", own_id="p00luo"))
OTHER = company("乙木", 101, "裘菁茗", holder_of(MIDDLE, "100%"))
EVERY = (TOP, MIDDLE, LOW, BIDDER, OTHER)
CALLS = 5


class Watched:
    """Remembers the plans and what was asked."""

    def __init__(self) -> None:
        self.planned: list[Plan] = []
        self.names: list[str] = []

    def plans(self, plan: Plan) -> None:
        self.planned.append(plan)

    def asked(self, wanted: Wanted) -> None:
        self.names.append(wanted.name)


def start(company_: Company) -> Start:
    return Start(Wanted(company_.name, company_.code), frozenset({company_.name}))


def expanded(
    server: Server, home: Path, *companies: Company, depth: int = 6, watched: Watched | None = None, **limits: object
) -> Expansion:
    allowance = Allowance(requests=1000, money=Decimal(1000))
    for name, value in limits.items():
        setattr(allowance, name, value)
    asker = client_for("cn_qichacha", server.url, home, allowance=allowance)
    return expand(map(start, companies), [asker], depth, _no_top, watched or Watched())


def _no_top(_: Mention) -> bool:
    return False


def _names(found: Expansion) -> list[str]:
    return [extract.name.text for _, extract in found.found if extract.name]


def test_every_company_up_to_persons_is_asked_for_once(tmp_path: Path) -> None:
    watched = Watched()
    with serving(Qichacha(world(*EVERY))) as server:
        found = expanded(server, tmp_path, BIDDER, OTHER, watched=watched)
        assert len(server.requests) == CALLS * len(EVERY)
    assert set(_names(found)) == {each.name for each in EVERY}
    assert not found.missed
    assert [plan.companies for plan in watched.planned] == [2, 2, 1]
    assert [str(plan.price) for plan in watched.planned] == ["1.40", "1.40", "0.70"]


def test_a_circle_ends(tmp_path: Path) -> None:
    one = company("甲", 910, "罗启航")
    other = company("乙", 911, "罗启航", holder_of(one, "100%"))
    ring = company("甲", 910, "罗启航", holder_of(other, "100%"))
    with serving(Qichacha(world(ring, other))) as server:
        found = expanded(server, tmp_path, ring)
    assert sorted(_names(found)) == sorted([ring.name, other.name])


def test_beyond_the_depth_companies_are_missed_for_the_bidders_below(tmp_path: Path) -> None:
    with serving(Qichacha(world(*EVERY))) as server:
        found = expanded(server, tmp_path, BIDDER, OTHER, depth=1)
    assert [(each.wanted.name, sorted(each.bidders)) for each in found.missed] == [(TOP.name, sorted([BIDDER.name, OTHER.name]))]
    assert "limit of 1 layers" in found.missed[0].error.say("en")


def test_a_company_that_is_not_there_is_missed_and_the_others_go_on(tmp_path: Path) -> None:
    with serving(Qichacha(world(*(each for each in EVERY if each is not LOW)))) as server:
        found = expanded(server, tmp_path, BIDDER, OTHER)
    assert [(each.wanted.name, sorted(each.bidders)) for each in found.missed] == [(LOW.name, [BIDDER.name])]
    assert TOP.name in _names(found)


def test_an_unusable_source_is_asked_nothing_more(tmp_path: Path) -> None:
    def used_up_after(request: Request) -> Reply:
        if len(server.requests) > CALLS:
            return Reply({"Status": "112", "Message": "余额不足", "Result": None})
        return Qichacha(world(*EVERY))(request)

    with serving(used_up_after) as server:
        found = expanded(server, tmp_path, BIDDER, OTHER)
        assert len(server.requests) == CALLS + 1
    assert _names(found) == [OTHER.name]
    assert {each.wanted.name for each in found.missed} == {BIDDER.name, MIDDLE.name}
    assert all("112" in each.error.say("en") for each in found.missed)


def test_the_limit_of_money_leaves_the_rest_missed_and_a_later_run_goes_on(tmp_path: Path) -> None:
    with serving(Qichacha(world(*EVERY))) as server:
        found = expanded(server, tmp_path, BIDDER, money=Decimal("1.50"))
        assert _names(found) == [BIDDER.name, LOW.name]
        assert "limit of requests or money" in found.missed[0].error.say("en")
        asked_before = len(server.requests)
        assert len(_names(expanded(server, tmp_path, BIDDER))) == 4
        assert len(server.requests) == 4 * CALLS
        assert asked_before >= 2 * CALLS


def test_an_answer_that_breaks_the_parser_is_that_companys_alone(tmp_path: Path) -> None:
    def odd(request: Request) -> Reply:
        reply = Qichacha(world(*EVERY))(request)
        if request.path == "ECIPartner/GetList" and LOW.code in request.params.values():
            return Reply({**reply.body, "Result": [["not", "an", "object"]]})  # type: ignore[dict-item]  # the envelope is a dict
        return reply

    with serving(odd) as server:
        found = expanded(server, tmp_path, BIDDER, OTHER)
    assert [each.wanted.name for each in found.missed] == [LOW.name]
    assert OTHER.name in _names(found)


def test_a_killed_run_goes_on_without_asking_again(tmp_path: Path) -> None:
    reached, service = threading.Event(), Qichacha(world(*EVERY))

    def stops_answering(request: Request) -> Reply:
        if len(server.requests) == CALLS + 3 and not reached.is_set():
            reached.set()
            server.closing.wait()
        return service(request)

    with serving(stops_answering) as server:
        script = Path(__file__).parent.parent / "expandingrun.py"
        run = subprocess.Popen([sys.executable, str(script), server.url, str(tmp_path), BIDDER.name, BIDDER.code])
        assert reached.wait(60)
        run.kill()
        run.wait()
        before = [json.dumps([each.path, dict(each.params)], sort_keys=True) for each in server.requests]
        found = expanded(server, tmp_path, BIDDER)
        after = [json.dumps([each.path, dict(each.params)], sort_keys=True) for each in server.requests[len(before) :]]
        server.closing.set()
    assert len(_names(found)) == 4
    assert set(after) & set(before) == {before[-1]}, "only what had no answer yet is asked again"
    assert len(set(before) | set(after)) == 4 * CALLS


@settings(max_examples=15, deadline=None)
@given(st.permutations([BIDDER, OTHER, LOW]))
def test_the_order_of_bidders_does_not_matter(order: list[Company]) -> None:
    import tempfile

    with serving(Qichacha(world(*EVERY))) as server, tempfile.TemporaryDirectory() as home:
        found = expanded(server, Path(home), *order, depth=1)
    assert set(_names(found)) == {BIDDER.name, OTHER.name, LOW.name, MIDDLE.name}
    assert [(each.wanted.name, sorted(each.bidders)) for each in found.missed] == [
        (TOP.name, sorted([BIDDER.name, OTHER.name, LOW.name])),
    ]


def test_a_company_named_by_its_code_here_and_by_its_name_there_is_asked_for_once(tmp_path: Path) -> None:
    nameless = Start(Wanted(TOP.name), frozenset({OTHER.name}), is_bidder=False)
    coded = Start(Wanted(TOP.name, TOP.code), frozenset({BIDDER.name}), is_bidder=False)
    with serving(Qichacha(world(TOP))) as server:
        asker = client_for("cn_qichacha", server.url, tmp_path)
        found = expand([nameless, coded], [asker], 2, _no_top, Watched())
        assert len(server.requests) == CALLS
    assert _names(found) == [TOP.name]


def test_many_declared_holders_of_one_bidder_leave_the_others_their_requests(tmp_path: Path) -> None:
    crowd = [Start(Wanted(f"一{number:03d}投资有限公司"), frozenset({BIDDER.name}), is_bidder=False) for number in range(50)]
    above = Start(Wanted(MIDDLE.name, MIDDLE.code), frozenset({OTHER.name}), is_bidder=False)
    with serving(Qichacha(world(*EVERY))) as server:
        allowance = Allowance(requests=25, money=Decimal(1000))
        asker = client_for("cn_qichacha", server.url, tmp_path, allowance=allowance)
        found = expand([start(BIDDER), start(OTHER), *crowd, above], [asker], 3, _no_top, Watched())
    assert _names(found)[:2] == sorted([BIDDER.name, OTHER.name])
    assert MIDDLE.name in _names(found)
