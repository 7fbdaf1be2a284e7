"""A search as an Atom feed (RFC 4287), so that a feed reader tells when another report answers."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final
from urllib.parse import urlencode, urljoin
from uuid import NAMESPACE_URL, uuid5

from flask import current_app, request

from compendium.export.citation import content_note
from compendium.model.report import Report
from compendium.model.search import Hit, ReportHits, Results, SearchQuery, Sort
from webui.hits import facts
from webui.places import path, report_url
from webui.query import address, arguments
from webui.words import counted, sentence_case

FEED_TYPE: Final = "application/atom+xml"

MOST_REPORTS: Final = 50
"""Entries of a feed: a feed tells what is new, and need not tell all."""

_ATOM: Final = "http://www.w3.org/2005/Atom"
_NEVER: Final = date(1970, 1, 1)
_NOT_XML: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that may stand in the words of a report but in no XML."""


def feed_query(query: SearchQuery) -> SearchQuery:
    """The same question as a feed asks it: reports newest in the library first, one passage of each."""
    return replace(query, sort=Sort.ADDED, limit=MOST_REPORTS, offset=0, passages=1)


def atom(found: Results, chosen: Sequence[str]) -> bytes:
    """The feed of these results. `chosen` names the chosen filters. Addresses are of this site as it was asked for; ids
    are not, and stay the same wherever the library is."""
    query, service = found.query, str(current_app.jinja_env.globals["service"])
    ET.register_namespace("", _ATOM)
    feed = ET.Element(_tag("feed"), {"{http://www.w3.org/XML/1998/namespace}lang": "en-GB"})
    asked = [f"“{query.text}”"] if query.text else ["passages like one passage"] if query.like else []
    _add(feed, "title", f"{service}: {', '.join([*asked, *chosen]) or 'all reports'}")
    _add(feed, "id", _urn(query))
    _add(feed, "updated", _time(max(map(_updated, (group.report for group in found.groups)), default=_NEVER)))
    _add(_add(feed, "author"), "name", service)
    _link(feed, "self", path("search", "feed", **arguments(query)), FEED_TYPE)
    _link(feed, "alternate", address(query))
    for group in found.groups:
        _entry(feed, group, query)
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _entry(feed: ET.Element, group: ReportHits, query: SearchQuery) -> None:
    report = group.report
    entry = _add(feed, "entry")
    _add(entry, "title", report.title)
    _add(entry, "id", _urn(query, report.id))
    _add(entry, "updated", _time(_updated(report)))
    if report.published:
        _add(entry, "published", _time(report.published.date))
    for name in report.organisations:
        _add(_add(entry, "author"), "name", name)
    _link(entry, "alternate", report_url(report.id))
    _link(entry, "related", address(query, reports=frozenset({report.id})))
    said = [f"{counted(group.total, 'passage answers', 'passages answer')} this search.", *map(_words, group.hits[:1])]
    _add(entry, "summary", "\n".join((*said, facts(report))))


def _words(hit: Hit) -> str:
    snippet = hit.shown
    cut = ("… " if snippet.cut_before else "", " …" if snippet.cut_after else "")
    said = f"{sentence_case(hit.place)}: “{cut[0]}{' '.join(snippet.text.split())}{cut[1]}”"
    return f"{content_note(hit.notes)}\n{said}" if hit.notes else said


def _updated(report: Report) -> date:
    """The day it first stood in the library for readers."""
    return report.appeared or _NEVER


def _urn(query: SearchQuery, report_id: str = "") -> str:
    """A name of this question, or of a report as its answer, that tells no machine."""
    asked = {**arguments(replace(query, sort=Sort.RELEVANCE)), "": report_id}
    return uuid5(NAMESPACE_URL, f"compendium:search?{urlencode(asked, doseq=True)}").urn


def _time(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _add(parent: ET.Element, name: str, text: str = "") -> ET.Element:
    element = ET.SubElement(parent, _tag(name))
    if text:
        element.text = _NOT_XML.sub("", text)
    return element


def _link(parent: ET.Element, relation: str, to: str, type: str = "text/html") -> None:
    ET.SubElement(parent, _tag("link"), {"rel": relation, "href": urljoin(request.host_url, to), "type": type})


def _tag(name: str) -> str:
    return f"{{{_ATOM}}}{name}"
