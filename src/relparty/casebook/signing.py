"""All that a signature is put under, gathered at one moment: so that what was seen and what is signed are the same."""

from __future__ import annotations

from dataclasses import dataclass

from relparty.casebook import letters, replies, reviews, screenings, signoffs
from relparty.casebook.book import Casebook
from relparty.casebook.letters import Letter
from relparty.casebook.lots import Lot, lot_of
from relparty.casebook.replies import Reply
from relparty.casebook.reviews import Review
from relparty.casebook.rights import Caller, Deed, Standing, require
from relparty.casebook.signoffs import Signature
from relparty.phrases import Lang, Sentence


@dataclass(frozen=True, slots=True)
class Signing:
    """The matter of a lot with its digest, what is missing before it can be signed, and who has signed."""

    lot: Lot
    standing: Standing
    review: Review | None
    letters: tuple[Letter, ...]
    replies: tuple[Reply, ...]
    signatures: tuple[Signature, ...]
    missing: tuple[Sentence, ...]
    matter: str

    def signature_of(self, user_id: str) -> Signature | None:
        """The signature of a member on what stands now."""
        return next((each for each in self.signatures if each.user_id == user_id and each.is_current), None)


def of_lot(book: Casebook, caller: Caller, lot_id: str, lang: Lang) -> Signing:
    """What is to be signed in a lot, for who may see its dossier; raises NotThere."""
    with book.look() as db:
        now = book.now(db)
        row, standing = require(db, caller.user, lot_id, Deed.SEE_DOSSIER, now)
        latest = screenings.latest(db, lot_id)
        return Signing(
            lot_of(row, now),
            standing,
            reviews.gathered(book, db, lot_id, lang),
            letters.of_lot(db, lot_id),
            replies.of_lot(db, lot_id),
            signoffs.signatures(db, lot_id),
            tuple(signoffs.missing(db, lot_id)),
            signoffs.matter(db, lot_id, latest) if latest is not None else "",
        )
