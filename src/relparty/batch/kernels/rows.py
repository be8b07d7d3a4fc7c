"""The rows of the rules' table that batches find, as codes."""

from __future__ import annotations

ROWS = (
    ("same_legal_entity", "one_code"),
    ("same_head", "same"),
    ("direct_holding", "majority"),
    ("direct_holding", "half"),
    ("direct_holding", "largest"),
    ("direct_holding", "minority"),
    ("direct_holding", "unknown"),
    ("control_chain", "chain"),
    ("control_chain", "indirect"),
    ("common_controller", "controller"),
    ("common_controller", "state"),
    ("shared_person", "head_and_majority"),
    ("shared_person", "mix"),
    ("shared_person", "upper"),
    ("shared_shareholder", "holder"),
    ("shared_shareholder", "hub"),
)
"""Rule and variant by code, the rules in the order in which the stronger speaks of one party."""

RULES = tuple(dict.fromkeys(rule for rule, _ in ROWS))
RULE_OF_ROW = tuple(RULES.index(rule) for rule, _ in ROWS)

ONE_CODE = ROWS.index(("same_legal_entity", "one_code"))
SAME_HEAD = ROWS.index(("same_head", "same"))
MAJORITY = ROWS.index(("direct_holding", "majority"))
HALF = ROWS.index(("direct_holding", "half"))
LARGEST = ROWS.index(("direct_holding", "largest"))
MINORITY = ROWS.index(("direct_holding", "minority"))
UNKNOWN = ROWS.index(("direct_holding", "unknown"))
CHAIN = ROWS.index(("control_chain", "chain"))
INDIRECT = ROWS.index(("control_chain", "indirect"))
CONTROLLER = ROWS.index(("common_controller", "controller"))
STATE = ROWS.index(("common_controller", "state"))
HEAD_AND_MAJORITY = ROWS.index(("shared_person", "head_and_majority"))
MIX = ROWS.index(("shared_person", "mix"))
UPPER = ROWS.index(("shared_person", "upper"))
HOLDER = ROWS.index(("shared_shareholder", "holder"))
HUB = ROWS.index(("shared_shareholder", "hub"))
