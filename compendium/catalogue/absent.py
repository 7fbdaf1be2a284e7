"""What is said of a report or a passage that is not here, or not for this viewer."""

from compendium.errors import NotFound


def no_report(report: str) -> NotFound:
    """The same words whether a report is absent or hidden."""
    return NotFound(f"There is no report {report} in this library.", "Search for it by its title.")


def no_passage(passage: str) -> NotFound:
    """The same words whether a passage is absent or hidden."""
    return NotFound(f"There is no passage {passage} in this library.", "Search for words of it.")
