"""The objects of BODS 0.4 as dataclasses: every field of the standard by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from relparty_scrapers.int_bods.codec import Node, Number
from relparty_scrapers.int_bods.codes import (
    AddressType,
    Day,
    DayOfBirth,
    Directness,
    EntityKind,
    EntitySubtype,
    InterestType,
    Motivation,
    NameType,
    PepStatus,
    PersonType,
    Reason,
    RecordStatus,
    RecordType,
    SecurityScheme,
    SourceType,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Country(Node):
    """A country, or a jurisdiction, by name and ISO code."""

    name: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Address(Node):
    """An address of an entity or person."""

    type: AddressType | None = None
    address: str | None = None
    post_code: str | None = None
    country: Country | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier(Node):
    """A number that an authority gave; `scheme` is a code of org-id.guide or, for persons, `CHN-IDCARD` and the like."""

    id: str | None = None
    scheme: str | None = None
    scheme_name: str | None = None
    uri: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unspecified(Node):
    """Why a party is not told."""

    reason: Reason | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent(Node):
    """Who asserted or annotated something."""

    name: str | None = None
    uri: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementSource(Node):
    """Where the publisher has a statement from."""

    type: tuple[SourceType, ...] | None = None
    description: str | None = None
    url: str | None = None
    retrieved_at: str | None = None
    asserted_by: tuple[Agent, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation(Node):
    """A remark of the publisher about a part of a statement."""

    statement_pointer_target: str | None = None
    creation_date: str | None = None
    created_by: Agent | None = None
    motivation: Motivation | None = None
    description: str | None = None
    transformed_content: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher(Node):
    """Who publishes a statement."""

    name: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationDetails(Node):
    """When, by whom and in which version of the standard a statement is published."""

    publication_date: Day | None = None
    bods_version: str | None = None
    license: str | None = None
    publisher: Publisher | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityType(Node):
    """What sort of entity it is, in the standard's words and in local ones."""

    type: EntityKind | None = None
    subtype: EntitySubtype | None = None
    details: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Security(Node):
    """A share or other security that is traded."""

    id_scheme: SecurityScheme | None = None
    id: str | None = None
    ticker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SecuritiesListing(Node):
    """Where a security is traded."""

    market_identifier_code: str | None = None
    operating_market_identifier_code: str | None = None
    stock_exchange_jurisdiction: str | None = None
    stock_exchange_name: str | None = None
    security: Security | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicListing(Node):
    """Whether and where an entity is listed."""

    has_public_listing: bool | None = None
    company_filings_urls: tuple[str, ...] | None = field(default=None, metadata={"key": "companyFilingsURLs"})
    securities_listings: tuple[SecuritiesListing, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statute(Node):
    """The law that made an entity."""

    name: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityDetails(Node):
    """What is told of a company, an arrangement, a state or one of its bodies."""

    is_component: bool | None = None
    entity_type: EntityType | None = None
    unspecified_entity_details: Unspecified | None = None
    name: str | None = None
    alternate_names: tuple[str, ...] | None = None
    jurisdiction: Country | None = None
    identifiers: tuple[Identifier, ...] | None = None
    founding_date: str | None = None
    dissolution_date: str | None = None
    addresses: tuple[Address, ...] | None = None
    uri: str | None = None
    public_listing: PublicListing | None = None
    formed_by_statute: Statute | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName(Node):
    """A name of a person."""

    type: NameType | None = None
    full_name: str | None = None
    family_name: str | None = None
    given_name: str | None = None
    patronymic_name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PepDetails(Node):
    """Why a person is politically exposed."""

    reason: str | None = None
    missing_info_reason: str | None = None
    jurisdiction: Country | None = None
    start_date: str | None = None
    end_date: str | None = None
    source: StatementSource | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PoliticalExposure(Node):
    """Whether a person is politically exposed."""

    status: PepStatus | None = None
    details: tuple[PepDetails, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDetails(Node):
    """What is told of a natural person."""

    is_component: bool | None = None
    person_type: PersonType | None = None
    unspecified_person_details: Unspecified | None = None
    names: tuple[PersonName, ...] | None = None
    identifiers: tuple[Identifier, ...] | None = None
    nationalities: tuple[Country, ...] | None = None
    place_of_birth: Address | None = None
    birth_date: DayOfBirth | None = None
    death_date: str | None = None
    tax_residencies: tuple[Country, ...] | None = None
    addresses: tuple[Address, ...] | None = None
    political_exposure: PoliticalExposure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share(Node):
    """A share in percent: exact, or between bounds."""

    exact: Number | None = None
    minimum: Number | None = None
    exclusive_minimum: Number | None = None
    maximum: Number | None = None
    exclusive_maximum: Number | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest(Node):
    """One interest of the interested party in the subject."""

    type: InterestType | None = None
    direct_or_indirect: Directness | None = None
    beneficial_ownership_or_control: bool | None = None
    details: str | None = None
    share: Share | None = None
    start_date: Day | None = None
    end_date: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationshipDetails(Node):
    """The interests of a party in an entity; either end is a record's id, or says why it is not told."""

    is_component: bool | None = None
    component_records: tuple[str, ...] | None = None
    subject: str | Unspecified | None = None
    interested_party: str | Unspecified | None = None
    interests: tuple[Interest, ...] | None = None


Details: TypeAlias = EntityDetails | PersonDetails | RelationshipDetails

DETAILS: dict[str, type[EntityDetails | PersonDetails | RelationshipDetails]] = {
    "entity": EntityDetails,
    "person": PersonDetails,
    "relationship": RelationshipDetails,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Node):
    """A claim about an entity, a person or a relationship, made on a day; later ones of the same record replace it."""

    statement_id: str | None = None
    statement_date: Day | None = None
    annotations: tuple[Annotation, ...] | None = None
    publication_details: PublicationDetails | None = None
    source: StatementSource | None = None
    declaration: str | None = None
    declaration_subject: str | None = None
    record_id: str | None = None
    record_type: RecordType | None = None
    record_status: RecordStatus | None = None
    record_details: Details | None = field(default=None, metadata={"chosen": True})
    """Of the dataclass that `record_type` says; in `other` where it says none."""
