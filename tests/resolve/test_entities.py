"""The identity ladder, step by step, and the near misses beside each."""

from __future__ import annotations

from itertools import combinations, permutations

from hypothesis import given
from hypothesis import strategies as st

import lotmaker
from relparty.model.party import Mention, PartyKind
from relparty.resolve.entities import Entities, resolve


def person(name: str, number: str = "", document: str = "a", phone: str = "") -> Mention:
    return Mention(name, PartyKind.PERSON, number, phone, document)


def company(name: str, number: str = "", document: str = "a") -> Mention:
    return Mention(name, PartyKind.COMPANY, number, "", document)


def likeness(one: Mention, other: Mention) -> str:
    """How two mentions came out, alone in the world."""
    found = resolve([one, other])
    if found.confirmed[one] == found.confirmed[other]:
        return "confirmed"
    if found.probable[one] == found.probable[other]:
        return "probable"
    return "name" if found.probable[other] in found.namesakes.get(found.probable[one], ()) else "different"


WHOLE, MASKED, OTHER = lotmaker.person_id(1), lotmaker.person_id(1, "*"), lotmaker.person_id(2)


def test_the_same_whole_id_is_confirmed_even_under_two_names() -> None:
    assert likeness(person("王伟", WHOLE), person("王偉", WHOLE, "b")) == "confirmed"
    assert likeness(person("王伟", WHOLE), person("李雷", WHOLE, "b")) == "confirmed"


def test_one_wrong_id_typed_twice_is_probable_at_most() -> None:
    wrong = lotmaker.person_id(1, "!")
    assert likeness(person("王伟", wrong), person("王伟", wrong, "b")) == "probable"
    assert likeness(person("王伟", wrong), person("李雷", wrong, "b")) == "different"


def test_a_masked_id_that_agrees_is_probable_and_one_that_cannot_is_another_person() -> None:
    assert likeness(person("王伟", WHOLE), person("王伟", MASKED, "b")) == "probable"
    assert likeness(person("王伟", MASKED), person("王伟", MASKED, "b")) == "probable"
    assert likeness(person("王伟", MASKED), person("李雷", MASKED, "b")) == "different"
    assert likeness(person("王伟", MASKED), person("王伟", lotmaker.person_id(2, "*"), "b")) == "different"


def test_the_same_phone_is_a_second_attribute_unless_the_ids_disagree() -> None:
    assert likeness(person("王伟", "", "a", "139"), person("王伟", "", "b", "139")) == "probable"
    assert likeness(person("王伟", WHOLE, "a", "139"), person("王伟", OTHER, "b", "139")) == "different"


def test_nothing_but_the_name_is_nothing_but_the_name() -> None:
    assert likeness(person("王伟"), person("王伟", "", "b")) == "name"
    assert likeness(person("王伟"), person("王伟", WHOLE, "b")) == "name"
    assert likeness(person("王伟"), person("王玮", "", "b")) == "different"


def test_a_mistyped_id_proves_no_difference() -> None:
    assert likeness(person("王伟", lotmaker.person_id(2, "!")), person("王伟", WHOLE, "b")) == "name"


def test_one_form_means_one_person_by_a_name_unless_it_gives_two_ids() -> None:
    assert likeness(person("王伟", WHOLE), person("王伟")) == "probable"
    assert likeness(person("王伟", WHOLE), person("王伟", OTHER)) == "different"


def test_nobody_chooses_between_two_certain_people() -> None:
    one, other, unclear = person("王伟", WHOLE), person("王伟", OTHER), person("王伟")
    found = resolve([one, other, unclear])
    assert len({found.probable[each] for each in (one, other, unclear)}) == 3


def test_codes_decide_and_names_only_where_one_is_missing() -> None:
    first, second = lotmaker.company_code(1), lotmaker.company_code(2)
    name, same = "深圳市甲辰建设有限公司", "甲辰建设（深圳）有限责任公司"
    assert likeness(company(name, first), company("别的名字有限公司", first, "b")) == "confirmed"
    assert likeness(company(name, first), company(name, second, "b")) == "different"
    assert likeness(company(name, first), company(same, "", "b")) == "confirmed"
    assert likeness(company(name), company(same, "", "b")) == "confirmed"
    assert likeness(company(name, first), company("广州市甲辰建设有限公司", "", "b")) == "different"
    assert likeness(company(name, first), company(name, first[:17] + "0", "b")) == "confirmed"


def test_a_name_that_two_codes_carry_means_the_one_in_the_same_form() -> None:
    name = "深圳市甲辰建设有限公司"
    first, second = company(name, lotmaker.company_code(1), "a"), company(name, lotmaker.company_code(2), "b")
    same_form, elsewhere = company(name, "", "a"), company(name, "", "c")
    found = resolve([first, second, same_form, elsewhere])
    assert found.confirmed[same_form] == found.confirmed[first]
    assert found.confirmed[elsewhere] not in (found.confirmed[first], found.confirmed[second])


def test_a_person_is_never_a_company_of_the_same_name() -> None:
    assert likeness(person("甲辰建设有限公司"), company("甲辰建设有限公司")) == "different"


mentions = st.lists(
    st.builds(
        person,
        st.sampled_from(["王伟", "王偉", "李雷"]),
        st.sampled_from(["", WHOLE, MASKED, OTHER, lotmaker.person_id(2, "!")]),
        st.sampled_from("abc"),
        st.sampled_from(["", "139"]),
    ),
    max_size=5,
    unique=True,
)


def shape(found: Entities, known: list[Mention]) -> tuple[object, ...]:
    return tuple((found.confirmed[each], found.probable[each], found.namesakes.get(found.probable[each])) for each in known)


@given(mentions)
def test_the_order_of_mentions_does_not_matter(known: list[Mention]) -> None:
    first = shape(resolve(known), known)
    assert all(shape(resolve(order), known) == first for order in list(permutations(known))[:12])


@given(mentions)
def test_two_people_who_are_certainly_different_are_never_united(known: list[Mention]) -> None:
    found = resolve(known)
    certain = [each for each in known if each.number in (WHOLE, OTHER)]
    for one, other in combinations(certain, 2):
        assert (found.probable[one] == found.probable[other]) == (one.number == other.number)
