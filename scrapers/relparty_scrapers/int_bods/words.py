"""The words for the standard's codes: Chinese first, the code behind, so that either reader finds it."""

from __future__ import annotations

from decimal import Decimal

from relparty_scrapers.int_bods.codec import Number
from relparty_scrapers.int_bods.records import Interest, Share, Unspecified

INTERESTS = {
    "shareholding": "持股",
    "votingRights": "表决权",
    "appointmentOfBoard": "有权任免董事会成员",
    "otherInfluenceOrControl": "其他影响或控制",
    "seniorManagingOfficial": "高级管理人员",
    "settlor": "信托委托人",
    "trustee": "信托受托人",
    "protector": "信托保护人",
    "beneficiaryOfLegalArrangement": "信托等法律安排的受益人",
    "rightsToSurplusAssetsOnDissolution": "剩余财产分配权",
    "rightsToProfitOrIncome": "利润或收益权",
    "rightsGrantedByContract": "合同约定的权利",
    "conditionalRightsGrantedByContract": "附条件的合同权利",
    "controlViaCompanyRulesOrArticles": "通过章程控制",
    "controlByLegalFramework": "依法律规定控制",
    "boardMember": "董事",
    "boardChair": "董事长",
    "unknownInterest": "权益不明",
    "unpublishedInterest": "权益未公布",
    "enjoymentAndUseOfAssets": "资产的使用权",
    "rightToProfitOrIncomeFromAssets": "资产的收益权",
    "nominee": "名义持有人（代持）",
    "nominator": "被代持人",
}
OFFICES = {"boardMember": "董事", "boardChair": "董事长", "seniorManagingOfficial": "经理"}

_REASONS = {
    "noBeneficialOwners": "没有须披露的受益所有人",
    "subjectUnableToConfirmOrIdentifyBeneficialOwner": "企业不能确认受益所有人",
    "interestedPartyHasNotProvidedInformation": "利害关系人未提供信息",
    "subjectExemptFromDisclosure": "企业免于披露",
    "interestedPartyExemptFromDisclosure": "利害关系人免于披露",
    "unknown": "原因不明",
    "informationUnknownToPublisher": "发布方没有该信息",
}
_HIDDEN = {
    "anonymousPerson": "身份未披露的自然人",
    "unknownPerson": "身份不明的自然人",
    "anonymousEntity": "身份未披露的主体",
    "unknownEntity": "身份不明的主体",
}
_INDIRECT = "间接"
_NOT_SAID = "直接或间接不明"


def interest(told: Interest) -> str:
    """An interest in words: how, what, how much, and what the publisher adds (`间接持股 30% shareholding`)."""
    kind = told.type or "unknownInterest"
    how = _INDIRECT if told.direct_or_indirect == "indirect" else ""
    parts = [f"{how}{INTERESTS.get(kind, '未知权益')}", amount(told.share), kind, _directness(told), (told.details or "").strip()]
    return " ".join(part for part in parts if part)


def shareholding(told: Interest) -> str:
    """A shareholding in words; of a plain one only how much."""
    parts = [amount(told.share), _directness(told), (told.details or "").strip()]
    return " ".join(part for part in parts if part)


def amount(share: Share | None) -> str:
    """A share in signs: `75%`, `>25% ≤50%`; empty where none is told."""
    if share is None:
        return ""
    if share.exact is not None:
        return f"{_figure(share.exact)}%"
    bounds = ((">", share.exclusive_minimum), ("≥", share.minimum), ("<", share.exclusive_maximum), ("≤", share.maximum))
    return " ".join(f"{sign}{_figure(each)}%" for sign, each in bounds if each is not None)


def hidden(kind: str, why: Unspecified | None, identity: str) -> str:
    """A party whose name is not told, in words that are its own and nobody else's."""
    return "·".join(part for part in (_HIDDEN.get(kind, "未具名的主体"), reason(why), identity) if part)


def reason(why: Unspecified | None) -> str:
    """Why a party is not told; empty where that is not told either."""
    if why is None or not why.reason:
        return ""
    return f"{_REASONS.get(why.reason, '其他原因')} {why.reason}"


def _directness(told: Interest) -> str:
    return "" if told.direct_or_indirect in (None, "direct", "indirect") else _NOT_SAID


def _figure(number: Number) -> str:
    return f"{Decimal(number).normalize():f}" if abs(Decimal(number)) < Decimal(10**6) else str(number)
