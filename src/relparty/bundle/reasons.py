"""Why a row is left out: the words in `rejected.csv`."""

from __future__ import annotations

from enum import StrEnum

from relparty.phrases import Phrase


class Reason(StrEnum):
    """Why a row is no part of a bundle."""

    NO_ID = "no_id"
    ID_TWICE = "id_twice"
    PERSON_IS_COMPANY = "person_is_company"
    KIND_UNKNOWN = "kind_unknown"
    OFFICE_UNKNOWN = "office_unknown"
    HOLDER_UNKNOWN = "holder_unknown"
    COMPANY_UNKNOWN = "company_unknown"
    PERSON_UNKNOWN = "person_unknown"
    PERCENT_NO_NUMBER = "percent_no_number"
    PERCENT_NAN = "percent_nan"
    PERCENT_ABOVE = "percent_above_100"
    PERCENT_BELOW = "percent_below_0"
    SINCE_NO_DATE = "since_no_date"
    UNTIL_NO_DATE = "until_no_date"
    UNTIL_BEFORE_SINCE = "until_before_since"
    SAID_TWICE = "said_twice"


REASON_WORDS: dict[Reason, Phrase] = {
    Reason.NO_ID: Phrase("没有 id", "an id is missing"),
    Reason.ID_TWICE: Phrase("id 重复，以第一行为准", "the id stands twice; the first row counts"),
    Reason.PERSON_IS_COMPANY: Phrase("人员的 id 也是企业的 id", "the person's id is a company's too"),
    Reason.KIND_UNKNOWN: Phrase("kind 不是 company、listed、state 或 other", "kind is not company, listed, state or other"),
    Reason.OFFICE_UNKNOWN: Phrase("office 的写法未知", "an unknown word for an office"),
    Reason.HOLDER_UNKNOWN: Phrase("holder_id 在企业和人员表中都没有", "holder_id is in neither companies nor persons"),
    Reason.COMPANY_UNKNOWN: Phrase("company_id 不在企业表中", "company_id is not in companies"),
    Reason.PERSON_UNKNOWN: Phrase("person_id 不在人员表中", "person_id is not in persons"),
    Reason.PERCENT_NO_NUMBER: Phrase("percent 不是数字", "percent is no number"),
    Reason.PERCENT_NAN: Phrase("percent 是 NaN", "percent is NaN"),
    Reason.PERCENT_ABOVE: Phrase("percent 大于 100", "percent is above 100"),
    Reason.PERCENT_BELOW: Phrase("percent 小于 0", "percent is below 0"),
    Reason.SINCE_NO_DATE: Phrase("since 不是日期", "since is no date"),
    Reason.UNTIL_NO_DATE: Phrase("until 不是日期", "until is no date"),
    Reason.UNTIL_BEFORE_SINCE: Phrase("until 早于 since", "until is before since"),
    Reason.SAID_TWICE: Phrase("重复，以第一行为准", "said twice; the first row counts"),
}
