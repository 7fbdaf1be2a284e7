"""Decisions: a person's value is shown, kept apart from what machines say, and written down."""

from datetime import date
from pathlib import Path

import pytest

from compendium.catalogue.catalogue import Catalogue
from compendium.errors import BadInput, NotFound
from compendium.model.people import Exactness, GroupKind, SampleGroup
from compendium.model.report import Claim, Claimant, Form, Reuse, Status
from compendium.model.search import OWNER, READER
from compendium.model.theme import Codebook, Match, Tag, TagStatus, Theme
from tests.unit.catalogue.making import prepared


@pytest.fixture
def report(catalogue: Catalogue, tmp_path: Path) -> str:
    return catalogue.save(prepared(tmp_path)).report or ""


def test_every_field_can_be_decided(catalogue: Catalogue, report: str, tmp_path: Path) -> None:
    older = catalogue.save(prepared(tmp_path, "older.pdf")).report or ""
    changes = {
        "title": "  A new\n title ",
        "organisations": "Prison Voices; Home Trust",
        "published": "2023-03",
        "fieldwork": "2022/2023-02",
        "study": "visits-2022",
        "replaces": older,
        "form": "Toolkit-Item",
        "audience": "researcher; policy lead",
        "not_before": "2001-02-03",
        "reuse": "open-licence",
        "methods": "interview; survey",
        "settings": "Approved premises",
        "populations": "women",
        "people": "lived-experience=84; staff=at-least 19; public=not-stated",
        "licence": "OGL 3",
        "address": "https://example.org/report",
        "commissioners": "Ministry of Doors",
        "fieldworkers": "Home Trust",
        "places": "HMP Fenmoor; london",
        "edition": "second edition",
        "series": "Briefings",
        "language": "cy",
    }
    catalogue.decide(report, changes, "Ann")
    shown = catalogue.report(report, OWNER)
    assert (shown.title, shown.organisations) == ("A new title", ("Prison Voices", "Home Trust"))
    assert (str(shown.published), shown.study, shown.replaces) == ("March 2023", "visits-2022", older)
    assert shown.fieldwork is not None
    assert (shown.fieldwork.start, shown.fieldwork.end) == (date(2022, 1, 1), date(2023, 2, 28))
    assert (shown.form, shown.reuse, shown.not_before) == (Form.TOOLKIT_ITEM, Reuse.OPEN_LICENCE, date(2001, 2, 3))
    assert shown.audience == ("researcher", "policy lead")
    assert (shown.methods, shown.settings) == (("interview", "survey"), ("approved-premises",))
    assert shown.populations == ("women",)
    assert shown.sample_groups == (
        SampleGroup(GroupKind.LIVED_EXPERIENCE, 84),
        SampleGroup(GroupKind.STAFF, 19, Exactness.AT_LEAST),
        SampleGroup(GroupKind.PUBLIC, None, Exactness.NOT_STATED),
    )
    assert [(group.n, bool(group.why_not)) for group in shown.candidates] == [(57, True)]
    assert (shown.licence, shown.address) == ("OGL 3", "https://example.org/report")
    assert (shown.commissioners, shown.fieldworkers) == (("Ministry of Doors",), ("Home Trust",))
    assert (shown.places, shown.edition, shown.series) == (("HMP Fenmoor", "london"), "second edition", "Briefings")
    assert shown.language == "cy"
    assert catalogue.counts(OWNER).organisations == len({o for r in catalogue.reports(OWNER) for o in r.organisations})
    assert {claim.field for claim in shown.claims if claim.by is Claimant.PERSON and claim.confirmed} >= {
        "title",
        "people",
    }
    assert any(claim.by is Claimant.RULE and claim.value == "Family visits" for claim in shown.claims)


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("colour", "red", "The fields are: title, organisations"),
        ("title", " ", "Write the title"),
        ("published", "March", "YYYY-MM"),
        ("published", "2023-13", "YYYY-MM"),
        ("fieldwork", "2023/2022", "FROM/TO"),
        ("status", "hidden", "draft, published, withdrawn"),
        ("form", "book", "report, toolkit-item, event, good-practice"),
        ("reuse", "maybe", "open-licence"),
        ("not_before", "2023", "YYYY-MM-DD"),
        ("people", "84", "lived-experience=84"),
        ("people", "prisoners=84", "lived-experience, staff, family, public, other"),
        ("people", "staff=3; staff=4", "kinds and numbers"),
        ("people", "staff=-3", "kinds and numbers"),
        ("settings", "nonsense-place", "approved-premises"),
        ("replaces", "0123456789ab", "id of the report"),
        ("replaces", "itself", "id of the report"),
    ],
)
def test_a_value_that_cannot_be_used_names_the_field_and_changes_nothing(
    catalogue: Catalogue, report: str, field: str, value: str, named: str
) -> None:
    before, revision = catalogue.report(report, OWNER), catalogue.revision()
    with pytest.raises(BadInput, match=named) as bad:
        catalogue.decide(report, {"title": "Other", field: report if value == "itself" else value}, "Ann")
    assert field in str(bad.value)
    assert (catalogue.report(report, OWNER), catalogue.revision()) == (before, revision)


def test_a_person_comes_before_a_list_and_a_list_before_the_file(catalogue: Catalogue, tmp_path: Path) -> None:
    read = [Claim("published", "2019", Claimant.RULE), Claim("organisation", "From the file", Claimant.RULE)]
    supplied = {"published": "2020", "people": "staff=4"}
    report = catalogue.save(prepared(tmp_path, claims=read), supplied=supplied).report or ""
    shown = catalogue.report(report, OWNER)
    assert (shown.year, shown.organisations, shown.sample_groups[0].n) == (2020, ("From the file",), 4)
    catalogue.decide(report, {"published": "2021", "organisations": ""}, "Ann")
    catalogue.save(prepared(tmp_path, claims=read), supplied={"published": "2022"})
    shown = catalogue.report(report, OWNER)
    assert (shown.year, shown.organisations, shown.sample_groups[0].n) == (2021, (), 4)
    assert [claim.value for claim in shown.claims if claim.field == "published"] == ["2021", "2022", "2019"]


def test_a_decision_is_written_down_with_before_and_after(catalogue: Catalogue, report: str) -> None:
    revision = catalogue.revision()
    catalogue.decide(report, {"title": "Second", "status": "draft"}, "Ann")
    catalogue.decide(report, {"title": "Third"}, "Ben")
    assert catalogue.revision() == revision + 2
    added, first, second = catalogue.audit(report)
    assert (added.action, added.by, added.after["file"]) == ("added", "owner", "visits.pdf")
    assert (first.by, first.before) == ("Ann", {"title": "Family visits", "status": "published"})
    assert first.after == {"title": "Second", "status": "draft"}
    assert (second.before, second.after) == ({"title": "Second"}, {"title": "Third"})
    assert first.at.tzinfo is not None and added.at <= first.at <= second.at


def test_withdrawing_hides_and_deletes_nothing(catalogue: Catalogue, report: str) -> None:
    catalogue.withdraw(report, "Ann")
    with pytest.raises(NotFound):
        catalogue.report(report, READER)
    assert catalogue.report(report, OWNER).status is Status.WITHDRAWN
    assert len(catalogue.passages(report, OWNER)) == 3
    assert catalogue.audit(report)[-1].action == "withdrawn"
    assert catalogue.check() == []


def test_machines_replace_their_own_tags_and_never_a_persons(catalogue: Catalogue, report: str) -> None:
    first, second, _ = (passage.id for passage, _ in catalogue.passages(report, OWNER))
    catalogue.decide_tag(first, "family-contact", True, "Ann")
    catalogue.decide_tag(second, "food", False, "Ann")
    weaker = Tag(first, "visits", Claimant.RULE, score=0.2)
    surer = Tag(first, "visits", Claimant.CLASSIFIER, matches=(Match(0, 6),), score=0.8)
    unknown = Tag("gone-1-1", "visits", Claimant.RULE)
    catalogue.retag(report, [surer, weaker, Tag(second, "food", Claimant.RULE), unknown], "themes 2")
    tags = {passage.id: tags for passage, tags in catalogue.passages(report, OWNER)}
    assert tags[first] == (Tag(first, "family-contact", Claimant.PERSON, TagStatus.ACCEPTED), surer)
    assert tags[second] == ()
    catalogue.decide_tag(second, "food", True, "Ben")
    assert [tag.status for tag in catalogue.passages(report, OWNER)[1][1]] == [TagStatus.ACCEPTED]
    assert catalogue.audit(report)[-1].before == {"theme:food": "rejected"}
    assert catalogue.tagged_with() == {report: "themes 2"}


def test_what_is_not_there_cannot_be_decided(catalogue: Catalogue) -> None:
    for decide in (
        lambda: catalogue.decide("0123456789ab", {"title": "T"}, "Ann"),
        lambda: catalogue.withdraw("0123456789ab", "Ann"),
        lambda: catalogue.retag("0123456789ab", [], "themes 1"),
        lambda: catalogue.decide_tag("0123456789ab-x-1", "food", True, "Ann"),
    ):
        with pytest.raises(NotFound, match="There is no"):
            decide()
    assert catalogue.revision() == 0


def test_the_codebook_put_in_force_last_is_the_one_in_force(catalogue: Catalogue) -> None:
    assert catalogue.codebook() == Codebook("", ())
    theme = Theme("food", "Food", "What people eat", parent="living", examples=("cold",), terms=("food", "meals"))
    first, second = Codebook("1", (theme, Theme("living", "Living", "Daily life"))), Codebook("2", (theme,))
    for codebook in (first, second, second, first):
        catalogue.put_codebook(codebook)
        assert catalogue.codebook() == codebook
