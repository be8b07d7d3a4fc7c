"""What `relparty sources --check` finds: each rule broken once in a source that is otherwise right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsource import TODAY, NewSource, made
from relparty.registers import catalog, lint

REAL_ORDER = "11010119900307109X"
INVENTED_ORDER = "11010119900307000"
EXAMPLE, EXPECTED = "examples/full.json", "examples/full.expected.json"


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> NewSource:
    return made(tmp_path, monkeypatch)


@pytest.mark.parametrize("name", sorted(catalog.packages()))
def test_our_own_sources_keep_the_rules(name: str) -> None:
    found = lint.check(name, catalog.packages()[name], TODAY)
    assert [sentence.say("en") for sentence in found.problems] == []


def test_the_template_keeps_the_rules(source: NewSource) -> None:
    assert source.problems() == []
    assert source.notes() == []


BROKEN = {
    "a card that is no TOML": ("source.toml", 'kind = "service"', "kind =", "source.toml is wrong"),
    "an unknown key": ("source.toml", 'publisher = "', 'printer = "x"\npublisher = "', "unknown key printer"),
    "a missing key": ("source.toml", 'publisher = "Example Registry"', "", "publisher"),
    "terms without an address": ("source.toml", '"https://register.example/terms"', '"ask them"', "terms must begin"),
    "compared in the future": ("source.toml", "checked_on = 2026-11-22", "checked_on = 2026-11-23", "is after today"),
    "plain http": ("source.toml", 'base = "https', 'base = "http', "use https, or say why"),
    "a reason for nothing": ("source.toml", "cache_days = 7", 'unencrypted_because = "old"', "has nothing to explain"),
    "a variable of another name": ("source.toml", "RELPARTY_CC_REGISTER_KEY", "RELPARTY_KEY", "must begin with RELPARTY_CC_REGISTER_"),
    "a header that signing adds": ("source.toml", '["Authorization"]', "[]", "lacks Authorization"),
    "a parameter of the call as signing": ("source.toml", '["Authorization"]', '["Authorization", "query"]', "calls themselves (query)"),
    "signing that is never added": ("source.toml", '["Authorization"]', '["Authorization", "Token"]', "never adds: Token"),
    "signing that fails": ("fetch.py", 'secrets["key"]', 'secrets["other"]', "fetch.signed failed (KeyError)"),
    "a price of no call": ("source.toml", 'company = "0.10"', 'company = "0.10"\nholders = "1"', "no example asks what has a price: holders"),
    "no example": (EXAMPLE, "", "", "there is no example"),
    "no expectation": (EXPECTED, "", "", "has no full.expected.json beside it"),
    "another expectation": (EXPECTED, '"卓蔚"', '"卓玮"', "does not give what full.expected.json says"),
    "an expectation that is no JSON": (EXPECTED, '"卓蔚"', "卓蔚", "cannot be read (JSONDecodeError)"),
    "an example of another form": (EXAMPLE, "relparty/lookup/1", "relparty/lookup/9", "relparty/lookup/9"),
    "calls that fetch does not make": ("fetch.py", "query=asked", "search=asked", "request 1 of the example full.json"),
    "an answer beyond the conversation": ("fetch.py", "answer = yield", "yield Call.of('a', 'b')\n    answer = yield", "request 1 of"),
    "an id that may be somebody's": (EXAMPLE, '"示例路1号"', f'"示例路1号 {REAL_ORDER}"', "order code not 000"),
    "no docstring": ("__init__.py", '"""cc_register', '_ = """', "__init__.py does not begin with a docstring"),
    "no function": ("parse.py", "def check(", "def checks(", "parse.py lacks functions of the port: check, company"),
    "no signing": ("fetch.py", "def signed(", "def sign(", "fetch.py lacks functions of the port: company, signed"),
    "a network library": ("fetch.py", "from relparty.registers import failures", "import requests\nfrom relparty.registers import failures", "uses requests"),
    "a part of a network library": ("fetch.py", "from datetime import", "from urllib.request import urlopen\nfrom datetime import", "uses urllib.request.urlopen"),
    "the client": ("fetch.py", "import failures\n", "import failures, client\n", "uses relparty.registers.client"),
    "a rule": ("parse.py", "from relparty.registers import answers", "import relparty.rules.catalog\nfrom relparty.registers import answers", "uses relparty.rules.catalog"),
    "another source": ("parse.py", "from collections.abc import", "from relparty_scrapers.cn_qichacha import parse\nfrom collections.abc import", "knows no rule, no command and no other source"),
    "a file that is opened": ("parse.py", 'NAME = "cc_register"', 'NAME = "cc_register"\nif NAME != "cc_register":\n    open(NAME)', "uses open()"),
    "the file system": ("parse.py", "from collections.abc import", "import os\nfrom collections.abc import", "parse.py, line 5, uses os"),
    "the clock": ("parse.py", "retrieved_on=lookup.retrieved_on", "retrieved_on=__import__('datetime').date.today()", "uses today()"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.replace(" ", "-"))
def test_what_is_wrong_is_told(source: NewSource, case: str) -> None:
    file, old, new, told = BROKEN[case]
    if old or new:
        source.change(file, old, new)
    else:
        (source.folder / file).unlink()
    assert any(told in problem for problem in source.problems()), source.problems()


def test_python_that_cannot_be_loaded_is_told_and_not_raised(source: NewSource) -> None:
    source.change("parse.py", "from __future__ import annotations", "import nothing_of_that_name")
    (problem,) = source.problems()
    assert "cannot be loaded (ModuleNotFoundError" in problem


def test_a_package_that_is_not_there_is_told(tmp_path: Path) -> None:
    (problem,) = lint.check("cc_nowhere", "cc_nowhere", TODAY).problems
    assert "cannot be loaded" in problem.say("en")
    assert not list(tmp_path.iterdir())


def test_a_name_that_is_no_source_name_is_told(source: NewSource) -> None:
    (problem,) = lint.check("Register", source.folder.name, TODAY).problems[:1]
    assert "must be a country and words" in problem.say("en")


def test_http_with_a_reason_is_right(source: NewSource) -> None:
    source.change("source.toml", 'base = "https://api.register.example/v1/"', 'base = "http://api.register.example/v1/"')
    source.change("source.toml", "cache_days = 7", 'unencrypted_because = "it has no other address"')
    assert source.problems() == []


def test_an_invented_id_is_right_and_a_wrong_one_is_nobodys(source: NewSource) -> None:
    from relparty.identifiers import resident

    invented = INVENTED_ORDER + resident.check_digit(INVENTED_ORDER)
    nobodys = REAL_ORDER[:-1] + ("1" if REAL_ORDER[-1] != "1" else "2")
    assert not resident.is_valid(nobodys)
    assert resident.is_valid(REAL_ORDER)
    source.change(EXAMPLE, '"示例路1号"', f'"示例路1号 {invented} {nobodys}"')
    assert source.problems() == []


def test_addresses_may_be_quoted(source: NewSource) -> None:
    source.change("fetch.py", "from collections.abc import Mapping", "from collections.abc import Mapping\nfrom urllib.parse import quote")
    assert source.problems() == []


@pytest.mark.parametrize(("day", "is_old"), [("2025-11-22", False), ("2025-11-21", True)])
def test_terms_compared_more_than_a_year_ago_are_a_note_and_no_problem(source: NewSource, day: str, is_old: bool) -> None:
    source.change("source.toml", "checked_on = 2026-11-22", f"checked_on = {day}")
    assert source.problems() == []
    assert bool(source.notes()) == is_old


@pytest.mark.parametrize(("part", "is_right"), [("headers", True), ("params", False)])
def test_without_secrets_a_header_hides_nothing_but_a_parameter_would_make_one_call_two(
    source: NewSource, part: str, is_right: bool
) -> None:
    source.change("source.toml", '[access.secrets]\nkey = "RELPARTY_CC_REGISTER_KEY"\n', "").change(
        "source.toml", '["Authorization"]', "[]"
    )
    source.change("fetch.py", 'headers=(("Authorization", secrets["key"]),)', f'{part}=(("accept", "json"),)')
    assert any("lacks accept" in problem for problem in source.problems()) is not is_right


def test_every_module_is_looked_at_not_only_the_two(source: NewSource) -> None:
    (source.folder / "inside").mkdir()
    (source.folder / "inside" / "more.py").write_text('"""More."""\nimport socket\n', encoding="utf-8")
    (problem,) = source.problems()
    assert problem.startswith("inside/more.py, line 2, uses socket")


def test_an_example_without_its_last_answer_is_told(source: NewSource) -> None:
    path = source.folder / EXAMPLE
    told = json.loads(path.read_text(encoding="utf-8"))
    told["answers"] *= 2
    path.write_text(json.dumps(told), encoding="utf-8")
    assert any("request 2 of the example" in problem for problem in source.problems())
