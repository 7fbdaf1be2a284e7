"""Where things stand in a report: the names and the addresses of its pages, sections or slides."""

from collections.abc import Callable
from typing import Any

from flask import url_for

from compendium.export.citation import Places
from compendium.library import ReportView
from compendium.model.report import Report


def namer(view: ReportView) -> Callable[[int], str]:
    """Names the places of that report: page 12 (printed 10); slide 4; section 3, Visits."""
    report = view.report
    labels = {(report.id, page.number): page.label for page in view.pages if page.label}
    places = Places(labels, {report.id: view.headings})
    return lambda number: places.name(report, number)


def place_url(report: Report, number: int, **more: Any) -> str:
    """The address of a page, section or slide. Only the address of a page says page: people cite addresses too."""
    return url_for("pages.page", report_id=report.id, units=f"{report.unit}s", number=number, **more)
