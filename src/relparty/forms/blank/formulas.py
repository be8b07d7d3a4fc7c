"""Spreadsheet formulas that say whether an answer is right, in what conditional formats and validations allow.

They use no array constants (spreadsheets refuse them there) and stay true when rows are inserted. A test
lets a spreadsheet program compute them and compares with `relparty.identifiers`.
"""

from __future__ import annotations

from relparty.identifiers.uscc import ALPHABET

_BASE_36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _places(count: int) -> str:
    return f'ROW(INDIRECT("1:{count}"))'


def uscc_is_right(cell: str) -> str:
    """True when the last character of a code in this cell checks the other seventeen (GB 32100)."""
    values = f'FIND(MID(UPPER({cell}),{_places(17)},1),"{ALPHABET}")-1'
    total = f"SUMPRODUCT(({values})*3^({_places(17)}-1))"
    return f'AND(LEN({cell})=18,MOD({total}+FIND(RIGHT(UPPER({cell})),"{ALPHABET}")-1,31)=0)'


def organisation_is_right(cell: str) -> str:
    """True when the seventeenth character of a code checks the organisation code inside it (GB 11714)."""
    values = f'FIND(MID(UPPER({cell}),8+{_places(8)},1),"{_BASE_36}")-1'
    total = f"SUMPRODUCT(({values})*MOD(2^(9-{_places(8)}),11))"
    return f'MOD({total}+FIND(MID(UPPER({cell}),17,1),"0123456789X")-1,11)=0'


def resident_id_is_right(cell: str) -> str:
    """True when the last character of a resident id checks the other seventeen (GB 11643)."""
    total = f"SUMPRODUCT(MID({cell},{_places(17)},1)*2^(18-{_places(17)}))"
    return f'AND(LEN({cell})=18,MID("10X98765432",MOD({total},11)+1,1)=UPPER(RIGHT({cell})))'


def is_masked(cell: str) -> str:
    """True when some characters are stars: there is nothing to check then."""
    return f'ISNUMBER(FIND("*",{cell}))'


def is_no_number(cell: str) -> str:
    """True for an empty cell and the answers that are no number (无 and the like)."""
    return f'OR(LEN(TRIM({cell}))<=3,TRIM({cell})="未提供")'


def uscc_is_wrong(cell: str) -> str:
    """True when the cell must turn red: it holds something that is no credit code."""
    right = f"AND({uscc_is_right(cell)},{organisation_is_right(cell)})"
    return f"AND(NOT({is_no_number(cell)}),NOT(IFERROR({right},FALSE)))"


def person_id_is_wrong(cell: str) -> str:
    """True when the cell must turn red: eighteen characters, none hidden, that are no resident id.

    Numbers of another length may be other papers (passports, permits).
    """
    return f"AND(LEN({cell})=18,NOT({is_masked(cell)}),NOT(IFERROR({resident_id_is_right(cell)},FALSE)))"


def any_id_is_wrong(cell: str) -> str:
    """True when the cell must turn red: eighteen characters that are neither a resident id nor a credit code."""
    code = f"AND({uscc_is_right(cell)},{organisation_is_right(cell)})"
    either = f"OR(IFERROR({resident_id_is_right(cell)},FALSE),IFERROR({code},FALSE))"
    return f"AND(LEN({cell})=18,NOT({is_masked(cell)}),NOT({either}))"


def total(cells: str) -> str:
    """The sum of shares in percent; parts of one that make a whole count as 100."""
    return f"IF(ABS(SUM({cells})-1)<=0.0005,100,SUM({cells}))"


def group_misses_whole(key: str, keys: str, cells: str) -> str:
    """True when the shares of all rows with this row's key do not make a whole."""
    group = f"SUMIF({keys},{key},{cells})"
    return f"AND(LEN({key})>0,{group}>0,ABS({group}-100)>0.05,ABS({group}-1)>0.0005)"


def misses_whole(cell: str) -> str:
    """True when a total is there and is not 100."""
    return f"AND({cell}>0,ABS({cell}-100)>0.05)"


def is_whole(cell: str) -> str:
    """True when a total is 100."""
    return f"ABS({cell}-100)<=0.05"


def is_empty(cell: str) -> str:
    """True when nothing is written in the cell."""
    return f"LEN(TRIM({cell}))=0"


def row_is_unfinished(key: str, cell: str) -> str:
    """True when a row names somebody and this cell of it is empty."""
    return f'AND(LEN(TRIM({key}))>0,TRIM({key})<>"无",LEFT(TRIM({key}),2)<>"不设",{is_empty(cell)})'
