"""An answer in sentences: what was found, what a person should know of it, and what to try when nothing was found."""

from collections.abc import Iterator, Sequence

from compendium.export.citation import counted, people_line
from compendium.model.indexing import Advice, Tally, once
from compendium.model.people import People
from compendium.model.search import Results


def totals_line(results: Results) -> str:
    """How much answers and how many people were heard: in the reports found, never "people who said so"."""
    found = [
        f"{counted(results.total_passages, 'passage')} in {counted(results.total_reports, 'report')}",
        counted(results.organisations, "organisation"),
    ]
    return f"{', '.join(found)}; {_heard(results.people)}."


def also(results: Results) -> str:
    """The other words for the same that were searched for, without a full stop; empty when there were none."""
    said = [f"{expansion.named} (for {expansion.asked})" for expansion in results.expanded]
    return f"Also searched for {'; '.join(said)}" if said else ""


def remarks(results: Results) -> Iterator[str]:
    """How the question was read, but for `also`: what was not used, how the answer is wider, which words stand
    nowhere."""
    yield from results.ignored
    yield from results.told
    for tally in once(results.advice.words) if results.advice else ():
        if not tally.passages:
            near = f" Spelt nearly so: {', '.join(tally.nearest)}." if tally.nearest else ""
            yield f"No passage holds {tally.quoted}.{near}"
    if results.suggestion:
        yield f"Did you mean: {results.suggestion}"


def nothing(results: Results) -> Iterator[str]:
    """What to try, when nothing was found: each sentence names something that would find more."""
    advice = results.advice or Advice()
    if results.query.like:
        yield "No other passage is like this one, or a filter leaves it out."
    if advice.words and all(tally.passages for tally in advice.words) and not advice.unfiltered:
        yield f"By itself each is found: {_list(once(advice.words))}."
    if advice.without:
        yield f"More is found when one is left out. Without {_list(advice.without, '; without ')}."
    for name, passages in advice.filters:
        if passages:
            yield f"Without the filter {name}: {counted(passages, 'passage')}."
    if advice.unfiltered and len(advice.filters) != 1:
        yield f"Without any filter: {counted(advice.unfiltered, 'passage')}."
    if results.common and advice.words:
        yield f"Left out as too common: {', '.join(results.common)}. In quotation marks they are searched for."
    if results.near_themes:
        near = ", ".join(f"{theme.name} ({theme.id})" for theme in results.near_themes)
        yield f"Themes that may fit: {near}."


def _list(tallies: Sequence[Tally], joined: str = "; ") -> str:
    return joined.join(f"{tally.quoted}: {counted(tally.passages, 'passage')}" for tally in tallies)


def _heard(people: People) -> str:
    if not any((people.lived_experience, people.staff, people.family, people.public, people.other)):
        return "how many people were heard in these reports is not stated"
    return f"{people_line(people)} were heard in these reports"
