"""What the interface takes and gives, as pydantic models; every field stands in the OpenAPI description."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
MaybeText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]


def _only_text(value: object) -> object:
    """The value, if it is text; raises ValueError for a number, which pydantic would count as seconds since 1970."""
    if isinstance(value, str):
        return value
    raise ValueError("a moment is text")


Moment = Annotated[AwareDatetime, BeforeValidator(_only_text)]
Day = Annotated[date, BeforeValidator(_only_text)]
Amount = Annotated[str, StringConstraints(pattern=r"^\d{1,15}(\.\d{1,4})?$")]


class Model(BaseModel):
    """A model that refuses what it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NewLot(Model):
    """A lot to be opened."""

    number: Text
    name: Text
    deadline: Moment = Field(description="until when bidders hand in, with its time zone")
    opens_on: Day
    buyer: MaybeText = ""
    regime: MaybeText = "sub_threshold"
    overlay: MaybeText = ""
    min_quotes: Annotated[int, Field(ge=1, le=100)] = 3
    lookback_months: Annotated[int, Field(ge=1, le=600)] = 12
    chosen_how: MaybeText = Field("", description="pool_draw, rotation, recommended, open_call or other")
    chosen_why: MaybeText = ""


class Lot(Model):
    """A lot as it stands."""

    id: str
    number: str
    name: str
    buyer: str
    regime: str
    overlay: str
    deadline: datetime
    opens_on: date
    min_quotes: int
    lookback_months: int
    chosen_how: str
    state: str
    created_at: datetime
    signed_at: datetime | None


class Lots(Model):
    """A page of lots; `next` asks for the following page, none where there is no more."""

    lots: list[Lot]
    next: str | None


class NewInvitation(Model):
    """A bidder to be invited."""

    bidder: Text
    uscc: Text = Field(description="统一社会信用代码")
    contact: MaybeText = ""


class Invitation(Model):
    """An invited bidder; the link is told when it is made, and never again."""

    id: str
    bidder: str
    uscc: str
    is_revoked: bool
    version: int = Field(description="the version handed in last and in time; 0 where there is none")
    link: str | None = None


class Invitations(Model):
    """Every invitation of a lot."""

    invitations: list[Invitation]


class NewQuote(Model):
    """A quote as the platform received it."""

    amount: Amount
    submitted_at: Moment


class HandedIn(Model):
    """A submission as recorded; `late` means that nothing of it was accepted."""

    id: str
    version: int
    state: str
    received_at: datetime
    receipt: str
    proof: str
    files: list[dict[str, Any]]


class Screening(Model):
    """One screening of a lot."""

    id: str
    number: int
    state: str
    started_at: datetime
    ended_at: datetime | None
    verdict: str | None
    trouble: str | None


class Findings(Model):
    """A page of findings as in relparty/screening/1, each with where it stands."""

    screening: str
    verdict: str
    quotes: dict[str, Any]
    findings: list[dict[str, Any]]
    next: str | None


class Fault(BaseModel):
    """Where a request cannot be understood, and by which rule."""

    place: str
    rule: str


class Problem(BaseModel):
    """What went wrong (RFC 9457), and what to do next."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    next_step: str = ""
    errors: list[Fault] = []
    request: str = Field("", description="the number of the request in the server's log")
