"""The plain job as steps of plain SQL, the same for every engine that keeps the result of a query under a name.

Ids are turned into numbers once. Upwards, layer by layer, only companies are sought that have somebody above them; for
those a bidder has already reached nothing is sought again; persons and other tops come in once, at the end.
"""

from __future__ import annotations

from collections.abc import Callable

from engine_jobs import DAY, ENDS, LAYERS

Keep = Callable[[str, str], int]
"""Keeps the result of a query under a name and gives the number of its rows."""

TABLES = ("companies", "persons", "holdings", "offices", "bids")
_PRESENT = f"(since IS NULL OR since <= DATE '{DAY}') AND (until IS NULL OR until > DATE '{DAY}')"
_ENDS = ", ".join(f"'{kind}'" for kind in ENDS)
_OPENING = {
    "party": """
        SELECT id, kind, CAST(row_number() OVER (ORDER BY id) AS INTEGER) AS code
        FROM (SELECT company_id AS id, kind FROM companies UNION ALL SELECT person_id AS id, 'person' AS kind FROM persons) AS told""",
    "lot": "SELECT id, CAST(row_number() OVER (ORDER BY id) AS INTEGER) AS code FROM (SELECT DISTINCT lot_id AS id FROM bids) AS told",
    "bid": """
        SELECT DISTINCT lot.code AS lot, party.code AS bidder
        FROM bids JOIN lot ON lot.id = bids.lot_id JOIN party ON party.id = bids.bidder_id""",
    "edge": f"""
        SELECT company.code AS below, other.code AS above
        FROM (SELECT company_id, holder_id AS other_id FROM holdings WHERE {_PRESENT}
              UNION ALL SELECT company_id, person_id AS other_id FROM offices WHERE {_PRESENT}) AS told
        JOIN party AS company ON company.id = told.company_id JOIN party AS other ON other.id = told.other_id
        WHERE coalesce(company.kind, '') NOT IN ({_ENDS})""",
    "ladder": "SELECT DISTINCT below, above FROM edge WHERE above IN (SELECT below FROM edge)",
    "open_0": "SELECT DISTINCT bidder, bidder AS node FROM bid",
}
_CLOSING = {
    "met": "SELECT bidder, node FROM reach WHERE node IN (SELECT node FROM reach GROUP BY node HAVING count(*) > 1)",
    "seen": "SELECT bid.lot, bid.bidder, met.node FROM bid JOIN met ON met.bidder = bid.bidder",
    "found": """
        SELECT DISTINCT one.lot, one.bidder AS a, other.bidder AS b
        FROM seen AS one JOIN seen AS other ON one.lot = other.lot AND one.node = other.node AND one.bidder < other.bidder""",
    "pairs": """
        SELECT lot.id AS lot_id, one.id AS bidder_a, other.id AS bidder_b
        FROM found JOIN lot ON lot.code = found.lot JOIN party AS one ON one.code = found.a JOIN party AS other ON other.code = found.b""",
}


def run(keep: Keep) -> None:
    """Keeps every step; the last one is `pairs`."""
    for name, query in _OPENING.items():
        keep(name, query)
    layer, rows = 0, 1
    while rows and layer < LAYERS - 1:
        layer += 1
        rows = keep(f"open_{layer}", _next_open(layer))
    keep(
        "reach",
        f"SELECT bidder, node FROM open_0 UNION SELECT bidder, above AS node FROM ({_opened(layer)}) AS opened JOIN edge ON below = node",
    )
    for name, query in _CLOSING.items():
        keep(name, query)


def _next_open(layer: int) -> str:
    """The query for the companies of a layer that have somebody above them and that the bidder has not reached before."""
    return f"""
        SELECT DISTINCT bidder, above AS node FROM open_{layer - 1} JOIN ladder ON below = node WHERE NOT EXISTS (
            SELECT 1 FROM ({_opened(layer - 1)}) AS earlier WHERE earlier.bidder = open_{layer - 1}.bidder AND earlier.node = ladder.above)"""


def _opened(layer: int) -> str:
    """The query for the companies of all layers up to one."""
    return " UNION ALL ".join(f"SELECT bidder, node FROM open_{each}" for each in range(layer + 1))
