"""The tables in codes: every company and person an integer, every row a few integers or the reason why it is left out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from relparty.bundle import columns
from relparty.bundle.engine import number, text
from relparty.bundle.layout import KINDS, OFFICES, UNDATED, USCC_SIZE
from relparty.bundle.reasons import Reason
from relparty.bundle.tables import Table
from relparty.model.party import PartyKind
from relparty.model.record import OfficeKind

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

_KIND_WORDS = {"": 0} | {kind.value: code for code, kind in enumerate(KINDS) if kind is not PartyKind.PERSON}
_OFFICE_WORDS = {"": OFFICES.index(OfficeKind.OTHER)} | {office.value: code for code, office in enumerate(OFFICES)}

_PERCENT_REASONS = {
    columns.NO_NUMBER: Reason.PERCENT_NO_NUMBER,
    columns.NAN: Reason.PERCENT_NAN,
    columns.ABOVE: Reason.PERCENT_ABOVE,
    columns.BELOW: Reason.PERCENT_BELOW,
}
_DAYS = (
    ("since IS NULL", Reason.SINCE_NO_DATE),
    ("until IS NULL", Reason.UNTIL_NO_DATE),
    (f"since <> {UNDATED} AND until <> {UNDATED} AND until < since", Reason.UNTIL_BEFORE_SINCE),
)


def code_companies(con: DuckDBPyConnection, companies: Table) -> None:
    """Makes the table `company`, in which `rowid` is the code, and lists the rows that are left out."""
    said = (
        "SELECT row, company_id AS id, name, "
        f"{_chosen('kind', _KIND_WORDS)}::TINYINT AS kind, {columns.folded_uscc('uscc')} AS uscc FROM {companies.query}"
    )
    wrong = [("id IS NULL", Reason.NO_ID), ("kind IS NULL", Reason.KIND_UNKNOWN)]
    _keep(con, 0, "company", "id, name, kind, uscc", said, wrong)


def code_persons(con: DuckDBPyConnection, persons: Table) -> None:
    """Makes the table `person`, and the views that lead from ids to codes: a person's code is counted on from the last company's."""
    said = f"SELECT row, person_id AS id, name, id_token AS token FROM {persons.query}"
    con.execute(f"CREATE TABLE both_sorts AS SELECT id FROM ({said}) SEMI JOIN company USING (id)")
    wrong = [("id IS NULL", Reason.NO_ID), ("id IN (FROM both_sorts)", Reason.PERSON_IS_COMPANY)]
    _keep(con, 1, "person", "id, name, token", said, wrong)
    first = number(con, "SELECT count(*) FROM company")
    con.execute("CREATE VIEW company_code AS SELECT id, rowid::INTEGER AS code FROM company")
    con.execute(f"CREATE VIEW person_code AS SELECT id, (rowid + {first})::INTEGER AS code FROM person")
    _both(con)


def know(con: DuckDBPyConnection, companies: pa.Table, persons: pa.Table) -> None:
    """Leads from ids to codes by tables of both, where nothing else of companies and persons is needed."""
    con.register("company_code", companies)
    con.register("person_code", persons)
    _both(con)


def _both(con: DuckDBPyConnection) -> None:
    con.execute("CREATE VIEW party_code AS FROM company_code UNION ALL FROM person_code")


def _keep(con: DuckDBPyConnection, at: int, name: str, kept: str, said: str, wrong: Iterable[tuple[str, Reason]]) -> None:
    """Makes a table of the right rows of what is said, the first of each id, in the order of the ids' bytes."""
    con.execute(f"CREATE TABLE told AS SELECT *, {_reason(wrong)} AS reason FROM ({said})")
    con.execute("CREATE TABLE twice AS SELECT id, min(row) AS first FROM told WHERE reason IS NULL GROUP BY id HAVING count(*) > 1")
    con.execute(
        f"CREATE TABLE {name} AS SELECT {kept} FROM told WHERE reason IS NULL "
        "AND NOT EXISTS (FROM twice WHERE twice.id = told.id AND twice.first < told.row) ORDER BY id"
    )
    con.execute(f"INSERT INTO rejected SELECT {at}, row, reason FROM told WHERE reason IS NOT NULL")
    con.execute(
        f"INSERT INTO rejected SELECT {at}, row, {text(Reason.ID_TWICE)} FROM told JOIN twice USING (id) "
        "WHERE reason IS NULL AND row > twice.first"
    )
    con.execute("DROP TABLE told")
    con.execute("DROP TABLE twice")


def code_holdings(con: DuckDBPyConnection, holdings: Table) -> None:
    """Makes the table `holding` of all rows in codes, with the reason where one is left out."""
    wrong = [
        ("holder_id IS NULL OR company_id IS NULL", Reason.NO_ID),
        ("holder IS NULL", Reason.HOLDER_UNKNOWN),
        ("company IS NULL", Reason.COMPANY_UNKNOWN),
        *((f"percent = {code}", reason) for code, reason in _PERCENT_REASONS.items()),
        *_DAYS,
    ]
    con.execute(
        f"CREATE TABLE holding AS SELECT row, holder, company, percent, since, until, {_reason(wrong)} AS reason FROM ("
        "SELECT told.*, holders.code AS holder, companies.code AS company "
        f"FROM {holdings.query} AS told LEFT JOIN party_code AS holders ON holders.id = told.holder_id "
        "LEFT JOIN company_code AS companies ON companies.id = told.company_id)"
    )
    con.execute("INSERT INTO rejected SELECT 2, row, reason FROM holding WHERE reason IS NOT NULL")


def code_offices(con: DuckDBPyConnection, offices: Table) -> None:
    """Makes the table `office` of all rows in codes, with the reason where one is left out."""
    wrong = [
        ("person_id IS NULL OR company_id IS NULL", Reason.NO_ID),
        ("person IS NULL", Reason.PERSON_UNKNOWN),
        ("company IS NULL", Reason.COMPANY_UNKNOWN),
        ("kind IS NULL", Reason.OFFICE_UNKNOWN),
        *_DAYS,
    ]
    con.execute(
        f"CREATE TABLE office AS SELECT row, person, company, kind, since, until, {_reason(wrong)} AS reason FROM ("
        "SELECT told.*, persons.code AS person, companies.code AS company, "
        f"{_chosen('office', _OFFICE_WORDS)}::TINYINT AS kind "
        f"FROM {offices.query} AS told LEFT JOIN person_code AS persons ON persons.id = told.person_id "
        "LEFT JOIN company_code AS companies ON companies.id = told.company_id)"
    )
    con.execute("INSERT INTO rejected SELECT 3, row, reason FROM office WHERE reason IS NOT NULL")


def without_long_codes(con: DuckDBPyConnection) -> int:
    """How many companies' codes can be none; they are emptied."""
    wrong = f"uscc <> '' AND NOT regexp_full_match(uscc, '[0-9A-Z]{{1,{USCC_SIZE}}}')"
    count = number(con, f"SELECT count(*) FROM company WHERE {wrong}")
    con.execute(f"CREATE VIEW coded AS SELECT rowid::INTEGER AS code, CASE WHEN {wrong} THEN '' ELSE uscc END AS uscc FROM company")
    return count


def forget_parties(con: DuckDBPyConnection) -> None:
    """Drops what only the coding needs."""
    for name in ("party_code", "company_code", "person_code", "coded"):
        con.execute(f"DROP VIEW {name}")
    for name in ("company", "person", "both_sorts"):
        con.execute(f"DROP TABLE {name}")


def _chosen(column: str, words: dict[str, int]) -> str:
    """The SQL of a word's code; null for a word that is not known."""
    return f"CASE {column} {' '.join(f'WHEN {text(word)} THEN {code}' for word, code in words.items())} END"


def _reason(wrong: Iterable[tuple[str, Reason]]) -> str:
    return f"CASE {' '.join(f'WHEN {condition} THEN {text(reason)}' for condition, reason in wrong)} END"
