"""What a casebook holds in the end, against what was acknowledged, tried and refused while its server was killed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kill_serve_clients import Ledger
from sqlalchemy import func, select

from relparty.casebook import screenings, tables, verify
from relparty.casebook.book import Casebook
from relparty.casebook.errors import Tampered
from relparty.casebook.screenings import Run


@dataclass
class Found:
    """What is wrong: acts lost, done twice or done though refused, and whatever else."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    unasked: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        return not (self.lost or self.doubled or self.unasked or self.faults)


def check(book: Casebook, ledger: Ledger, before: frozenset[str]) -> Found:
    """All that is wrong; `before` are the hashes of the forms that were there before anybody began."""
    found = Found(faults=list(ledger.faults))
    _count(found, ledger, "handed in", _forms(book, before))
    _count(found, ledger, "replied", _words(book, tables.replies.c.words))
    _count(found, ledger, "decided", _words(book, tables.decisions.c.reason))
    _count(found, ledger, "opened", _words(book, tables.lots.c.number))
    _same_receipts(book, ledger, found)
    _once_by_key(book, ledger, found)
    _screened(book, ledger, found)
    _readable(book, ledger, found)
    verified = verify.verify(book)
    found.faults += [f"verify: {each.place}: {each.words.say('en')}" for each in verified.faults]
    found.sizes |= {
        "entries of the trail": verified.entries,
        "rows": verified.rows,
        "files": verified.files,
        "strays": len(verified.strays),
    }
    return found


def _count(found: Found, ledger: Ledger, kind: str, there: Counter[str]) -> None:
    """Holds the marks of one kind against those that are there: acknowledged is once, tried at most once, refused not at all."""
    acknowledged = {each.mark for each in ledger.acknowledged if each.kind == kind}
    refused = {mark for told, mark in ledger.refused if told == kind}
    found.lost += [f"{kind} {mark}" for mark in sorted(acknowledged - there.keys())]
    found.doubled += [f"{kind} {mark} {times} times" for mark, times in there.items() if times > 1]
    found.unasked += [f"{kind} {mark}" for mark in sorted((there.keys() - ledger.tried[kind]) | (there.keys() & refused))]
    found.sizes[kind] = len(acknowledged)


def _forms(book: Casebook, before: frozenset[str]) -> Counter[str]:
    attachments, submissions = tables.attachments.c, tables.submissions.c
    wanted = select(attachments.sha256).join(tables.submissions, submissions.id == attachments.owner_id).where(attachments.part == "form")
    with book.look() as db:
        return Counter(each for each in db.execute(wanted).scalars() if each not in before)


def _words(book: Casebook, column: object) -> Counter[str]:
    """The marks in a column of texts: the last word of each that is one."""
    with book.look() as db:
        words = [text.split()[-1] for text in db.execute(select(column)).scalars() if text.split()]  # type: ignore[call-overload]  # any column of texts
    return Counter(each for each in words if each.startswith("n") and len(each) == 21)


def _same_receipts(book: Casebook, ledger: Ledger, found: Found) -> None:
    """Every receipt that was shown stands with the files that were sent, under the id that was told."""
    attachments, submissions = tables.attachments.c, tables.submissions.c
    wanted = select(submissions.id, submissions.receipt, attachments.sha256).join(
        tables.attachments, attachments.owner_id == submissions.id
    )
    with book.look() as db:
        rows = db.execute(wanted).all()
    of_receipt: dict[str, set[str]] = {}
    ids = {receipt: key for key, receipt, _ in rows}
    for _, receipt, sha in rows:
        of_receipt.setdefault(receipt, set()).add(sha)
    hashes: dict[str, set[str]] = {each.mark: each.told["hashes"] for each in ledger.acknowledged if "hashes" in each.told}
    shown = [each for each in ledger.acknowledged if "receipt" in each.told]
    found.sizes["receipts"] = len({each.told["receipt"] for each in shown})
    for each in shown:
        receipt = each.told["receipt"]
        if not hashes[each.mark] <= of_receipt.get(receipt, set()) or each.told.get("id", ids.get(receipt)) != ids.get(receipt):
            found.lost.append(f"receipt {receipt} does not stand for what was sent")


def _once_by_key(book: Casebook, ledger: Ledger, found: Found) -> None:
    """Every invitation that was told is there, and no lot that was opened has two."""
    told = Counter(each.told["lot"] for each in ledger.acknowledged if each.kind == "invited")
    opened = {each.told["id"] for each in ledger.acknowledged if each.kind == "opened"}
    invitations = tables.invitations.c
    with book.look() as db:
        there = dict(tuple(row) for row in db.execute(select(invitations.lot_id, func.count()).group_by(invitations.lot_id)))
    found.lost += [f"invitation in {lot}" for lot in told if lot not in there]
    found.doubled += [f"invitation in {lot}" for lot in opened if there.get(lot, 0) > 1]
    found.sizes["invited"] = len(told)


def _screened(book: Casebook, ledger: Ledger, found: Found) -> None:
    """Every screening is done, with a document that can be read, or says that it was cut off; its numbers have no gap."""
    told = {each.mark for each in ledger.acknowledged if each.kind == "screened"}
    with book.look() as db:
        lots = sorted({each.told["lot"] for each in ledger.acknowledged if each.kind == "screened"})
        runs = [each for lot in lots for each in screenings.listed(db, lot)]
    found.lost += [f"screening {each}" for each in sorted(told - {each.id for each in runs})]
    found.faults += [f"screening {each.id} still runs" for each in runs if each.state is Run.RUNNING]
    for each in runs:
        if each.state is Run.DONE and screenings.document(book, each, "zh")["verdict"] != each.verdict:
            found.faults.append(f"screening {each.id} has another verdict than its document")
        if each.state is Run.FAILED and not each.trouble:
            found.faults.append(f"screening {each.id} does not say why it failed")
    for lot in lots:
        numbers = sorted(each.number for each in runs if each.lot_id == lot)
        if numbers != list(range(1, len(numbers) + 1)):
            found.faults.append(f"screenings of {lot} are numbered {numbers}")
    found.sizes |= {"screened": len(told), "screenings cut off": sum(each.state is Run.FAILED for each in runs)}


def _readable(book: Casebook, ledger: Ledger, found: Found) -> None:
    """Every file that was acknowledged can be read and is what was sent: the store compares the hash of the content."""
    for sha in _distinct(each.told["hashes"] for each in ledger.acknowledged if "hashes" in each.told):
        try:
            book.files.read(sha)
        except Tampered as error:
            found.lost.append(f"file {sha}: {error.say('en')}")


def _distinct(groups: Iterable[set[str]]) -> set[str]:
    return set().union(*groups)
