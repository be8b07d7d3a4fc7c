"""Accounts of companies back to extracts, with what the bundle knows of their parties."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from relparty.bundle.accounts import Plain
from relparty.bundle.reading import Bundle
from relparty.model.evidence import Extract, ExtractKind, RegisteredChange, RegisteredHolder, RegisteredOfficer, Told
from relparty.model.lot import FormFile
from relparty.model.party import Mention, PartyKind
from relparty.model.record import Place, Source


def extracts(bundle: Bundle, company: int, file: FormFile) -> list[Extract]:
    """What the files of statements tell of a company, as it was read; the places name the file first. Nothing for one that is only named."""
    return [_Reader(bundle, file, told["file"]).extract(told) for told in json.loads(bundle.account(company) or "[]")]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads what one file of statements tells."""

    bundle: Bundle
    file: FormFile
    origin: str

    def extract(self, told: Plain) -> Extract:
        holders, staff, changes = told.get("holders"), told.get("staff"), told.get("changes")
        return Extract(
            file=self.file,
            kind=ExtractKind(told["kind"]),
            name=self.text(told.get("name")),
            uscc=self.text(told.get("uscc")),
            number=self.text(told.get("number")),
            head=self.text(told.get("head")),
            head_party=self.party(told["head_party"]) if "head_party" in told else None,
            entity=self.text(told.get("entity")),
            former_names=self.texts(told.get("former")),
            holders=None if holders is None else tuple(map(self.holder, holders)),
            shows_all_holders="some_holders" not in told,
            staff=None if staff is None else tuple(map(self.officer, staff)),
            shows_all_staff="some_staff" not in told,
            changes=None if changes is None else tuple(map(self.change, changes)),
            unread=self.texts(told.get("unread")),
            notes=self.texts(told.get("notes")),
            retrieved_on=_day(told.get("on")),
            source=told["source"],
        )

    def holder(self, told: Plain) -> RegisteredHolder:
        return RegisteredHolder(
            self.sure(told["name"]),
            told.get("percent"),
            self.text(told.get("share")),
            self.party(told["party"]),
            told.get("most"),
            _day(told.get("since")),
            _day(told.get("until")),
            "behind" not in told,
        )

    def officer(self, told: Plain) -> RegisteredOfficer:
        since, until = _day(told.get("since")), _day(told.get("until"))
        return RegisteredOfficer(self.sure(told["name"]), self.text(told.get("office")), self.party(told["party"]), since, until)

    def change(self, told: Plain) -> RegisteredChange:
        return RegisteredChange(self.sure(told["kind"]), self.sure(told["before"]), self.sure(told["after"]), _day(told.get("on")))

    def party(self, told: Plain) -> Mention:
        """A party as its source knows it, with its token and whether it is a hub, as the bundle knows it."""
        code = self.bundle.code(told["id"])
        return Mention(
            told["name"],
            PartyKind(told["kind"]),
            told.get("number", ""),
            document=self.bundle.sha256,
            register_id=told.get("own", ""),
            born=told.get("born", ""),
            token=self.bundle.token(code) if code >= 0 else "",
            is_hub=code >= 0 and self.bundle.is_hub(code),
            is_capped=code >= 0 and self.bundle.is_capped(code),
        )

    def text(self, told: Plain | None) -> Told | None:
        return None if told is None else self.sure(told)

    def sure(self, told: Plain) -> Told:
        """A value that is told."""
        place = Place(pointer=f"{self.origin}#{told['at']}")
        source = Source(self.file.file, place, self.file.sha256, told["said"] if "said" in told else told["text"], "register")
        return Told(told["text"], source, "unsure" not in told, "pictured" in told)

    def texts(self, told: list[Plain] | None) -> tuple[Told, ...]:
        return tuple(self.sure(each) for each in told or ())


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
