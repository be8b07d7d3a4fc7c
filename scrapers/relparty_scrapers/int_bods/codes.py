"""The closed lists of codes of BODS 0.4, and the days that have to be readable."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from relparty_scrapers.int_bods.codec import Codes, Readable
from relparty_scrapers.int_bods.days import day, day_of_birth


def _codes(words: str) -> Codes:
    return Codes(frozenset(words.split()))


RecordType: TypeAlias = Annotated[str, _codes("entity person relationship")]
RecordStatus: TypeAlias = Annotated[str, _codes("new updated closed")]
EntityKind: TypeAlias = Annotated[str, _codes("registeredEntity legalEntity arrangement anonymousEntity unknownEntity state stateBody")]
EntitySubtype: TypeAlias = Annotated[str, _codes("governmentDepartment stateAgency other trust nomination")]
PersonType: TypeAlias = Annotated[str, _codes("knownPerson anonymousPerson unknownPerson")]
NameType: TypeAlias = Annotated[str, _codes("legal translation transliteration former alternative birth")]
AddressType: TypeAlias = Annotated[str, _codes("placeOfBirth residence registered service alternative business")]
Directness: TypeAlias = Annotated[str, _codes("direct indirect unknown")]
PepStatus: TypeAlias = Annotated[str, _codes("isPep isNotPep unknown")]
Motivation: TypeAlias = Annotated[str, _codes("commenting correcting identifying linking transformation")]
SourceType: TypeAlias = Annotated[str, _codes("selfDeclaration officialRegister thirdParty primaryResearch verified")]
SecurityScheme: TypeAlias = Annotated[str, _codes("isin figi cusip cins")]
Reason: TypeAlias = Annotated[
    str,
    _codes(
        "noBeneficialOwners subjectUnableToConfirmOrIdentifyBeneficialOwner interestedPartyHasNotProvidedInformation "
        "subjectExemptFromDisclosure interestedPartyExemptFromDisclosure unknown informationUnknownToPublisher"
    ),
]
InterestType: TypeAlias = Annotated[
    str,
    _codes(
        "shareholding votingRights appointmentOfBoard otherInfluenceOrControl seniorManagingOfficial settlor trustee protector "
        "beneficiaryOfLegalArrangement rightsToSurplusAssetsOnDissolution rightsToProfitOrIncome rightsGrantedByContract "
        "conditionalRightsGrantedByContract controlViaCompanyRulesOrArticles controlByLegalFramework boardMember boardChair "
        "unknownInterest unpublishedInterest enjoymentAndUseOfAssets rightToProfitOrIncomeFromAssets nominee nominator"
    ),
]
Day: TypeAlias = Annotated[str, Readable(day)]
DayOfBirth: TypeAlias = Annotated[str, Readable(day_of_birth)]
