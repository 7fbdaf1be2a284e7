"""Commands for those who look after a report: its history, and what in it may point to a person."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from compendium.catalogue.catalogue import Catalogue
from compendium.cli.main import config_of
from compendium.cli.output import as_json, home_option, note, print_json
from compendium.cli.writing import who
from compendium.export.checks import where
from compendium.export.citation import counted
from compendium.model.concern import Concern, PrivacyCheck
from compendium.model.document import Unit
from compendium.model.relation import MAY_BE, Relation
from compendium.model.report import AuditEvent
from compendium.model.search import OWNER

FOUND_BY_COMPUTER = "Found by computer: it overlooks some, and takes some for names that are none."


@click.command()
@click.argument("report")
@as_json
@home_option
@click.pass_context
def history(context: click.Context, report: str, as_json: bool, home: Path | None) -> None:
    """Who changed what in a report, oldest first, with the values before and after."""
    with closing(Catalogue.open(config_of(context, home=home).home)) as catalogue:
        catalogue.report(report, OWNER)  # says so when there is none
        events = catalogue.audit(report)
    if as_json:
        print_json({"events": [_event_dict(event) for event in events]})
        return
    for event in events:
        for line in _event_lines(event):
            click.echo(line)


@click.command()
@click.argument("report")
@click.option("--checked", is_flag=True, help="Record that you have looked at the list and the report may be shown.")
@as_json
@home_option
@click.pass_context
def privacy(context: click.Context, report: str, checked: bool, as_json: bool, home: Path | None) -> None:
    """What in a report may point to a person: names, numbers, addresses, small groups. It never holds a report back."""
    with closing(Catalogue.open(config_of(context, home=home).home)) as catalogue:
        unit = catalogue.report(report, OWNER).unit
        concerns = catalogue.concerns(report, OWNER)
        if checked:
            with catalogue.writing():
                catalogue.decide(report, {"privacy": PrivacyCheck.CHECKED}, by=who())
        said = [claim for claim in catalogue.report(report, OWNER).claims if claim.field == "privacy"]
    state = said[0].value if said else PrivacyCheck.OPEN
    if as_json:
        print_json({"privacy": state, "concerns": [concern_dict(concern) for concern in concerns]})
        return
    for line in concern_lines(concerns, unit):
        click.echo(line)
    note(f"{counted(len(concerns), 'place')} to look at. {FOUND_BY_COMPUTER}")
    note("A person has checked this report." if state == PrivacyCheck.CHECKED else "No person has said yet: --checked.")


@click.command()
@click.argument("report")
@as_json
@home_option
@click.pass_context
def relations(context: click.Context, report: str, as_json: bool, home: Path | None) -> None:
    """Reports that one may belong with: versions, summaries, translations, others on the same fieldwork.
    Suggestions."""
    from compendium.cli.asking import opened

    with opened(context, home) as library:
        found = library.relations(report)
        titles = {other.other: library.report(other.other).report.title for other in found}
    if as_json:
        print_json({"relations": [relation_dict(relation) for relation in found]})
        return
    for relation in found:
        for line in relation_lines(relation, titles[relation.other]):
            click.echo(line)
    note(f"{counted(len(found), 'suggestion')}. Nothing is joined until a person says so.")


def relation_dict(relation: Relation) -> dict[str, Any]:
    """A suggestion, as JSON says it."""
    return {
        "report": relation.report,
        "other": relation.other,
        "kind": relation.kind,
        "why": list(relation.why),
        "alike": round(relation.alike, 2),
    }


def relation_lines(relation: Relation, title: str = "") -> Iterator[str]:
    """A suggestion in words, and what makes it true."""
    other = f"{relation.other} ({title})" if title else relation.other
    yield f"May be {MAY_BE[relation.kind]} {other}. {' '.join(relation.why)}"
    report, change = relation.decision
    once = "" if change.startswith("replaces") else ", count their people once"
    yield f"  If so{once}: compendium edit {report} {change}"


def concern_dict(concern: Concern) -> dict[str, Any]:
    """A concern, as JSON says it."""
    return {"kind": concern.kind, "page": concern.page, "words": concern.words, "why": concern.why}


def concern_lines(concerns: tuple[Concern, ...], unit: Unit) -> Iterator[str]:
    """One line for each concern: where, the words, and why."""
    for concern in concerns:
        place = where(unit, (concern.page,)).capitalize() if concern.page else "Somewhere"
        yield f"{place}: “{concern.words}” – {concern.why}"


def _event_dict(event: AuditEvent) -> dict[str, Any]:
    return {
        "at": event.at.isoformat(),
        "by": event.by,
        "action": event.action,
        "before": event.before,
        "after": event.after,
    }


def _event_lines(event: AuditEvent) -> Iterator[str]:
    yield f"{event.at:%d %B %Y, %H:%M} UTC, {event.by}: {event.action}"
    for field, value in event.after.items():
        before = f"{event.before[field] or 'none'} -> " if field in event.before else ""
        yield f"  {field}: {before}{value or 'none'}"
