"""The tables of a casebook. Every key is a random text, every moment a stamp of `clock`, every list canonical JSON.

Text alone, and whole numbers: SQLite and PostgreSQL then give back the same values, and a row has the same digest in both.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[str]:
    return Column("id", Text, primary_key=True)


def _told(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _maybe(name: str) -> Column[str]:
    return Column(name, Text, nullable=True)


def _of(name: str, table: str, *, is_needed: bool = True, is_found_by: bool = True) -> Column[str]:
    """The key of another row; it has an index of its own unless another one begins with it."""
    return Column(name, Text, ForeignKey(f"{table}.id"), nullable=not is_needed, index=is_found_by)


office = Table(
    "office",
    metadata,
    _id(),  # always "office": a casebook is one office's
    _told("name"),
    _told("created_at"),
    Column("retention_years", Integer, nullable=False),
)

users = Table(
    "users",
    metadata,
    _id(),
    Column("login", Text, nullable=False, unique=True),
    _told("name"),
    _told("role"),
    _maybe("password"),  # argon2
    _maybe("lent_at"),  # since when the password is one that somebody else gave: its owner must choose another
    _maybe("totp"),  # sealed
    _maybe("totp_used"),  # the last code's time step: no code counts twice
    _maybe("oidc_subject"),
    _maybe("resident_id"),  # sealed: the conflict check of a group needs it
    _told("unit"),
    _told("created_at"),
    _maybe("closed_at"),
    UniqueConstraint("oidc_subject"),
)

sessions = Table(
    "sessions",
    metadata,
    _id(),  # keyed hash of the cookie
    _of("user_id", "users"),
    _told("created_at"),
    _told("expires_at"),
    _maybe("ended_at"),
)

api_keys = Table(
    "api_keys",
    metadata,
    _id(),
    Column("digest", Text, nullable=False, unique=True),
    _told("name"),
    _told("scopes"),
    _of("user_id", "users"),
    _told("created_at"),
    _told("expires_at"),
    _maybe("revoked_at"),
)

idempotency = Table(
    "idempotency",
    metadata,
    _id(),  # keyed hash of the api key and the caller's key
    _of("api_key_id", "api_keys"),
    _told("request"),  # keyed hash of the request
    _told("answer"),
    _told("created_at"),
)

lots = Table(
    "lots",
    metadata,
    _id(),
    Column("number", Text, nullable=False, unique=True),
    _told("name"),
    _told("buyer"),
    _told("regime"),
    _told("overlay"),
    _told("deadline"),
    _told("opens_on"),
    Column("min_quotes", Integer, nullable=False),
    Column("lookback_months", Integer, nullable=False),
    _told("chosen_how"),
    _told("chosen_why"),
    _told("policy"),
    _of("owner_id", "users"),
    _told("created_at"),
    _maybe("closed_at"),
    _maybe("closed_why"),
    _maybe("cancelled_at"),
    _maybe("cancelled_why"),
    _maybe("signed_at"),
    _maybe("dossier"),  # file
    Index("ix_lots_created_at", "created_at", "id"),
)

members = Table(
    "members",
    metadata,
    _id(),
    _of("lot_id", "lots", is_found_by=False),
    _of("user_id", "users", is_found_by=False),
    _told("duty"),
    _told("added_at"),
    _maybe("removed_at"),
    Index("ix_members_lot_id_user_id", "lot_id", "user_id"),  # both ways: whether somebody is in a group is asked of every lot listed
    Index("ix_members_user_id_lot_id", "user_id", "lot_id"),
)

conflicts = Table(
    "conflicts",
    metadata,
    _id(),
    _of("lot_id", "lots"),
    _of("screening_id", "screenings"),
    _of("member_id", "members"),
    _told("finding"),
    _told("facts"),
    _told("answer"),
    _told("reason"),
    _told("answered_at"),
)

invitations = Table(
    "invitations",
    metadata,
    _id(),
    _of("lot_id", "lots"),
    _told("bidder"),
    _told("uscc"),
    _told("contact"),
    Column("token", Text, nullable=False, unique=True),  # keyed hash
    _told("created_at"),
    _maybe("revoked_at"),
    UniqueConstraint("lot_id", "uscc"),
    Index("ix_invitations_uscc", "uscc"),
)

files = Table(
    "files",
    metadata,
    _id(),  # SHA-256 of the content
    Column("size", Integer, nullable=False),
    _told("stored_at"),
)

submissions = Table(
    "submissions",
    metadata,
    _id(),
    _of("invitation_id", "invitations"),
    Column("version", Integer, nullable=False),
    _told("key"),  # of the page it was sent from: the same page sent twice is one submission
    _told("state"),  # accepted or late
    _told("origin"),
    _told("received_at"),
    _told("receipt"),
    UniqueConstraint("invitation_id", "key"),
    UniqueConstraint("invitation_id", "version"),
    UniqueConstraint("receipt"),
)

attachments = Table(
    "attachments",
    metadata,
    _id(),
    _told("owner_id"),  # a submission, a reply, or a lot whose register page it is
    Column("position", Integer, nullable=False),
    _told("part"),  # form, evidence, register, reply
    _told("name"),
    _told("sha256"),
    Column("size", Integer, nullable=False),
    _of("file_id", "files", is_needed=False),  # none for what came late: its hash is kept, its content is not
    Index("ix_attachments_owner_id", "owner_id", "position"),
)

readings = Table(
    "readings",
    metadata,
    Column("id", Text, ForeignKey("attachments.id"), primary_key=True),
    _of("answers", "files"),
    _told("read_at"),
)

quotes = Table(
    "quotes",
    metadata,
    _id(),
    _of("invitation_id", "invitations"),
    _told("amount"),
    _told("submitted_at"),
    UniqueConstraint("invitation_id"),
)

screenings = Table(
    "screenings",
    metadata,
    _id(),
    _of("lot_id", "lots"),
    Column("number", Integer, nullable=False),
    _told("state"),
    _told("actor"),
    _told("started_at"),
    _maybe("ended_at"),
    _maybe("verdict"),
    _maybe("trouble"),
    _of("document", "files", is_needed=False),
    UniqueConstraint("lot_id", "number"),
)

findings = Table(
    "findings",
    metadata,
    _id(),
    _of("screening_id", "screenings"),
    Column("position", Integer, nullable=False),
    _told("finding"),  # its id in the document
    _told("facts"),  # digest of what it says
    _told("rule"),
    _told("level"),
    _maybe("certainty"),
    _maybe("uscc_a"),
    _maybe("uscc_b"),
    _told("members"),  # those of the group whom it names
    UniqueConstraint("screening_id", "finding"),
    Index("ix_findings_uscc_a", "uscc_a"),
    Index("ix_findings_uscc_b", "uscc_b"),
)

appearances = Table(
    "appearances",
    metadata,
    _id(),
    _of("screening_id", "screenings"),
    _told("uscc"),
    _told("person"),  # keyed token of the whole resident id
    _told("part"),
    Index("ix_appearances_person", "person"),
)

decisions = Table(
    "decisions",
    metadata,
    _id(),
    _of("lot_id", "lots"),
    _of("screening_id", "screenings"),
    _told("finding"),
    _told("facts"),
    _of("user_id", "users"),
    _told("duty"),
    _told("outcome"),
    _told("reason"),
    _told("decided_at"),
    Index("ix_decisions_lot_id_finding", "lot_id", "finding"),
)

letters = Table(
    "letters",
    metadata,
    _id(),
    _of("screening_id", "screenings"),
    _of("invitation_id", "invitations"),
    _of("file_id", "files"),
    _told("reply_by"),
    _told("issued_at"),
    UniqueConstraint("screening_id", "invitation_id"),
)

replies = Table(
    "replies",
    metadata,
    _id(),
    _of("letter_id", "letters"),
    _told("key"),
    _told("origin"),
    _told("words"),
    _told("received_at"),
    UniqueConstraint("letter_id", "key"),
)

signoffs = Table(
    "signoffs",
    metadata,
    _id(),
    _of("lot_id", "lots"),
    _of("screening_id", "screenings"),
    _of("user_id", "users"),
    _told("duty"),
    _told("outcome"),
    _told("signed"),  # digest of the screening and of every decision as it stood
    _told("remark"),
    _told("signed_at"),
)

purged = Table(
    "purged",
    metadata,
    _id(),  # the lot's
    _told("lot"),  # keyed hash of its number: who asks with the number is answered
    _told("proof"),  # what is kept: hashes, counts, moments, no names
    _told("purged_at"),
    Index("ix_purged_lot", "lot"),
)

trail = Table(
    "trail",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    _told("at"),
    _told("actor"),
    _told("deed"),
    _maybe("lot_id"),
    _told("note"),
    _told("changes"),
    _told("previous"),
    _told("digest"),
    Index("ix_trail_lot_id", "lot_id"),
)

trail_head = Table(
    "trail_head",
    metadata,
    _id(),  # always "head": the row that every act holds while it is written
    Column("entry", Integer, nullable=False),
    _told("at"),
    _told("digest"),
    _told("mac"),
)

RECORDED: tuple[Table, ...] = tuple(table for table in metadata.sorted_tables if table.name not in ("trail", "trail_head"))
"""The tables whose rows the trail answers for, in an order in which they can be written."""
