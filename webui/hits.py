"""The reports and passages of a page of results, as the page shows them: worked out here, so that the template has
nothing left to do but to print."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from compendium.export.citation import content_note, standing, state
from compendium.model.document import Voice
from compendium.model.report import Report, Status
from compendium.model.search import Hit, ReportHits, Results, SearchQuery
from compendium.model.theme import Tag
from webui.marking import Piece, pieces
from webui.places import like_url, place_url, report_url, theme_url
from webui.query import TRUE, address
from webui.words import STATUSES, counted, groups, plain, quote_voice, sentence_case

Link = tuple[str, str]
"""An address and its words."""

_VOICES: Final = {voice: (str(voice), sentence_case(quote_voice(voice))) for voice in Voice}


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A passage that answers. `voices` are pairs of an identifier and words, `tags` lists of themes by their state."""

    href: str
    place: str
    heading: str
    note: str
    """What to warn of before the words; mostly empty."""
    pieces: list[Piece]
    ocr: bool
    voices: tuple[tuple[str, str], ...]
    tags: tuple[tuple[str, tuple[Link, ...]], ...]
    more_like: str


@dataclass(frozen=True, slots=True)
class ShownReport:
    """A report that answers, its best passages, and where the rest of them is; `best` is said when there is no such
    place."""

    href: str
    title: str
    facts: str
    status: str
    hits: tuple[ShownHit, ...]
    rest: Link | None
    best: str


def shown_reports(found: Results, themes: Mapping[str, str]) -> tuple[ShownReport, ...]:
    """The reports of this page of results. `themes` are the names of themes."""
    links = {theme: (theme_url(theme), name) for theme, name in themes.items()}
    return tuple(_report(group, found.query, links) for group in found.groups)


def facts(report: Report) -> str:
    """Who published a report, when, and who was heard."""
    organisations = ", ".join(report.organisations) or "Organisation not known"
    return f"{organisations} · {report.year or 'year not known'} · People heard: {groups(report)}"


def _report(group: ReportHits, query: SearchQuery, themes: Mapping[str, Link]) -> ShownReport:
    report, shown = group.report, len(group.hits)
    rest, best = None, ""
    if group.total > shown and len(query.reports) == 1:
        best = f"These are the best {shown} of {counted(group.total, 'passage', 'passages')}."
    elif group.total > shown:
        words = counted(group.total - shown, "more passage", "more passages")
        rest = (address(query, reports=frozenset({report.id})), f"{words} from this report")
    return ShownReport(
        href=report_url(report.id),
        title=report.title,
        facts=facts(report),
        status="" if report.status is Status.PUBLISHED else STATUSES[report.status],
        hits=tuple(_hit(hit, report, query, themes) for hit in group.hits),
        rest=rest,
        best=best,
    )


def _hit(hit: Hit, report: Report, query: SearchQuery, themes: Mapping[str, Link]) -> ShownHit:
    passage, snippet = hit.passage, hit.shown
    heading = " › ".join(passage.heading)  # noqa: RUF001
    asked = {"q": query.text or None, "exact": TRUE if query.exact and query.text else None}
    words = pieces(snippet.text, snippet.marks)
    before = [("… ", False)] if snippet.cut_before else []
    after = [(" …", False)] if snippet.cut_after else []
    return ShownHit(
        href=place_url(report, hit.page, passage=passage.id, **asked),
        place=sentence_case(hit.place),
        heading="" if hit.place.endswith(f", {heading}") else heading,
        note=content_note(hit.notes),
        pieces=[*before, *words, *after],
        ocr=hit.ocr,
        voices=tuple(_VOICES[voice] for voice in sorted(passage.voices)),
        tags=_tags(hit.tags, themes),
        more_like=like_url(passage.id),
    )


def _tags(tags: tuple[Tag, ...], themes: Mapping[str, Link]) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    found: dict[str, list[Link]] = {}
    for tag in standing(tags):
        link = themes.get(tag.theme) or (theme_url(tag.theme), plain(tag.theme))
        found.setdefault(sentence_case(state(tag)), []).append(link)
    return tuple((said, tuple(links)) for said, links in found.items())
