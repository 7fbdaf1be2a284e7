"""What the index is told: everything that changed, once, and how it stands now."""

from pathlib import Path

from compendium.catalogue.catalogue import Catalogue
from compendium.model.document import Account, PassageKind, Voice
from compendium.model.indexing import Changes, ChangeSource
from compendium.model.report import Status
from compendium.model.search import OWNER
from tests.unit.catalogue.making import TEXTS, prepared


def test_words_and_facts_are_told_apart(catalogue: Catalogue, tmp_path: Path) -> None:
    source: ChangeSource = catalogue
    assert source.changes(0) == Changes(0)
    first = catalogue.save(prepared(tmp_path)).report or ""
    second = catalogue.save(prepared(tmp_path, "second.pdf")).report or ""
    assert source.changes(0) == Changes(2, words=tuple(sorted([first, second])))
    assert source.changes(1) == Changes(2, words=(second,))
    catalogue.decide(first, {"settings": "prison"}, "Ann")
    assert source.changes(2) == Changes(3, facts=(first,))
    catalogue.decide(first, {"title": "New words"}, "Ann")
    catalogue.withdraw(second, "Ann")
    assert source.changes(3) == Changes(5, words=(first,), facts=(second,))
    assert source.changes(5) == Changes(5)
    passage = catalogue.passages(first, OWNER)[0][0].id
    catalogue.decide_tag(passage, "food", True, "Ann")
    catalogue.retag(second, [], "themes 2")
    assert source.changes(5) == Changes(7, facts=tuple(sorted([first, second])))


def test_an_index_ahead_of_a_restored_catalogue_is_told_everything(catalogue: Catalogue, tmp_path: Path) -> None:
    report = catalogue.save(prepared(tmp_path)).report or ""
    assert catalogue.changes(99) == Changes(1, words=(report,))


def test_a_report_is_told_as_it_stands(catalogue: Catalogue, tmp_path: Path) -> None:
    report = catalogue.save(prepared(tmp_path)).report or ""
    passage = catalogue.passages(report, OWNER)[0][0].id
    catalogue.decide_tag(passage, "visits", True, "Ann")
    catalogue.decide_tag(passage, "food", False, "Ann")
    decided = {"title": "Visits", "organisations": "Prison Voices", "published": "2020-05", "populations": "women"}
    catalogue.decide(report, decided | {"methods": "survey", "settings": "prison", "status": "withdrawn"}, "Ann")
    unknown, found = "0123456789ab", list(catalogue.indexed(["0123456789ab", report]))
    assert [told.id for told in found] == [report] and unknown not in {told.id for told in found}
    told = found[0]
    assert (told.title, told.organisations, told.year, told.status) == (
        "Visits",
        ("Prison Voices",),
        2020,
        Status.WITHDRAWN,
    )
    assert (told.settings, told.populations, told.methods) == (("prison",), ("women",), ("survey",))
    assert [passage.text for passage in told.passages] == list(TEXTS)
    first = told.passages[0]
    assert (first.heading, first.kind, first.account) == (
        "Findings / Keeping in touch",
        PassageKind.PARAGRAPH,
        Account.PARAPHRASE,
    )
    assert (first.voices, told.passages[1].voices) == ({Voice.LIVED_EXPERIENCE}, frozenset())
    assert (first.themes, first.checked_themes) == ({"family-contact", "visits"}, {"visits"})
    assert set(catalogue.passages_by_key([p.key for p in told.passages], OWNER)) == {p.key for p in told.passages}
