"""The FollowTheMoney model (4.11) as far as it bears on relations: schemata and properties that are read, and those passed over by name."""

from __future__ import annotations

from types import MappingProxyType

PERSON = "Person"
COMPANIES = frozenset({"Company", "Organization", "PublicBody", "LegalEntity"})
PARTIES = COMPANIES | {PERSON}

WIDER = MappingProxyType(
    {
        "LegalEntity": frozenset({"Thing"}),
        "Person": frozenset({"Thing", "LegalEntity"}),
        "Organization": frozenset({"Thing", "LegalEntity"}),
        "PublicBody": frozenset({"Thing", "LegalEntity", "Organization"}),
        "Company": frozenset({"Thing", "LegalEntity", "Organization", "Asset"}),
    }
)
"""What each sort of party also is: fragments of one entity may name the wider schema."""

EDGES = MappingProxyType(
    {
        "Ownership": ("owner", "asset"),
        "Directorship": ("director", "organization"),
        "Representation": ("agent", "client"),
        "Control": ("controller", "controlled"),
        "Employment": ("employee", "employer"),
        "Membership": ("member", "organization"),
        "Succession": ("predecessor", "successor"),
        "UnknownLink": ("subject", "object"),
        "Family": ("person", "relative"),
        "Associate": ("person", "associate"),
        "Similar": ("candidate", "match"),
    }
)
"""The two ends of every schema that ties parties together; the first three are read as holders and officers, the rest told."""

PASSED_OVER = frozenset(
    "Address Airplane Article Audio BankAccount Call CallForTenders Contract ContractAward CourtCase CourtCaseParty CryptoWallet Debt "
    "Document Documentation EconomicActivity Email Event Folder HyperText Identification Image License Mention Message Note Occupancy "
    "Package Page Pages Passport Payment PlainText Position Project ProjectParticipant RealEstate Risk Sanction Table TaxRoll Territory "
    "Trip UserAccount Vehicle Vessel Video Workbook".split()
)
"""Schemata that tie no party to a company: things owned, events, papers, sanctions, business between companies."""

_THING = (
    "country summary notes description sourceUrl publisher publisherUrl alephUrl wikipediaUrl wikidataId keywords topics address "
    "addressEntity program programId proof riskSource indexText createdAt modifiedAt retrievedAt abbreviation weakAlias "
)
_LEGAL = (
    "email phone website incorporationDate dissolutionDate taxStatus status sector classification licenseNumber vatCode jurisdiction "
    "mainCountry opencorporatesUrl bvdId sayariId brightQueryId brightQueryOrgId icijId okpoCode innCode ogrnCode okvedCode dunsCode "
    "uniqueEntityId npiCode swiftBic cageCode permId imoNumber giiNumber "
)
_COMPANY = (
    "capital voenCode coatoCode irsCode ipoCode cikCode jibCode mbsCode caemCode kppCode okopfCode fnsCode fssCode bikCode pfrNumber "
    "oksmCode isinCode ticker ricCode amount currency amountUsd amountEur "
)
_PERSON = (
    "title secondName middleName fatherName motherName nameSuffix birthPlace birthCountry deathDate position biography nationality "
    "citizenship passportNumber socialSecurityNumber gender ethnicity height weight eyeColor hairColor appearance religion political "
    "profession education spokenLanguage legalForm leiCode taxNumber registrationNumber uscCode "
)
COMPANY_PASSED_OVER = frozenset((_THING + _LEGAL + _COMPANY).split())
PERSON_PASSED_OVER = frozenset((_THING + _LEGAL + _PERSON).split())
EDGE_PASSED_OVER = frozenset(
    "recordId sourceUrl proof publisher publisherUrl alephUrl namesMentioned indexText modifiedAt retrievedAt sharesCurrency secretary "
    "amount currency amountUsd amountEur".split()
)
EDGE_NOTES = ("summary", "description")
"""Free words about a tie: shown, never understood."""

ENVELOPE = frozenset(
    "id schema properties caption referents datasets dataset first_seen last_seen last_change target key_prefix origin fragment context "
    "created_at updated_at role_id mutable collection_id links latinized profile_id".split()
)
"""Keys beside the properties."""
