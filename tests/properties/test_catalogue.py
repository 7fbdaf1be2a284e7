"""What must hold of every value a person can write for a field, and of every date."""

from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from compendium.catalogue import fields
from compendium.errors import BadInput
from compendium.model.people import Exactness, GroupKind, SampleGroup


@given(st.sampled_from(sorted(fields.FIELDS)), st.text() | st.from_regex(r"[a-z0-9; /=-]{0,20}", fullmatch=True))
def test_a_value_is_refused_in_plain_words_or_has_one_plain_form(name: str, text: str) -> None:
    try:
        plain = fields.normalised({name: text})
    except BadInput as error:
        assert name in error.message and error.next_step.startswith("Write ")
    else:
        assert fields.normalised(plain) == plain
        assert fields.SEPARATOR.join(fields.values(name, plain[name])) == plain[name]


@given(st.dates(), st.dates())
@example(date(9999, 12, 1), date(9999, 12, 31))
def test_a_period_holds_its_first_and_its_last_day(one: date, other: date) -> None:
    first, last = sorted([one, other])
    for length in (4, 7, 10):
        found = fields.period(f"{first.isoformat()[:length]}/{last.isoformat()[:length]}")
        assert found.start <= first <= last <= found.end
        assert found.end.isoformat()[:length] == last.isoformat()[:length]


_NUMBERS = st.tuples(st.integers(0, 9_999_999), st.sampled_from([Exactness.EXACT, Exactness.AT_LEAST, Exactness.ABOUT]))


@given(st.dictionaries(st.sampled_from(GroupKind), st.just((None, Exactness.NOT_STATED)) | _NUMBERS))
def test_numbers_of_people_come_back_as_they_were_written(
    groups: dict[GroupKind, tuple[int | None, Exactness]],
) -> None:
    written = "; ".join(
        f"{kind}={exactness if n is None else f'{exactness} {n}'.removeprefix('exact ')}"
        for kind, (n, exactness) in groups.items()
    )
    plain = fields.normalised({"people": written})["people"]
    assert plain == written
    expected = tuple(SampleGroup(kind, n, exactness) for kind, (n, exactness) in groups.items())
    assert fields.people_groups(fields.values("people", plain)) == expected
