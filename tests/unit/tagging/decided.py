"""Invented decisions about invented passages: twelve reports of six organisations, where words tell the themes."""

from dataclasses import replace

from compendium.tagging.examples import Example

THEMES = ("food", "visits", "work")
SPEAKS = {
    "food": ("The meals were cold and the portions small.", "Breakfast comes in a bag the night before."),
    "visits": ("My sister travels four hours to see me.", "The visits hall closes before the train arrives."),
    "work": ("The workshop pays little for a full week.", "I sweep the landing, which is my only job."),
}
ENDS = ("It went on for months.", "Nobody explained why.", "We said so more than once.", "That was last winter.")


def examples(reports: int = 12, each: int = 4, hits: bool = False) -> list[Example]:
    """`each` passages a theme from every report, read for all themes. The rules find all with `hits`, else nothing."""
    return [
        Example(
            passage=f"{report}-{theme}-{number}",
            text=f"{SPEAKS[theme][number % 2]} {ENDS[(report + number) % 4]}",
            heading=(),
            report=f"report {report}",
            organisations=(f"organisation {report // 2}",),
            accepted=frozenset({theme}),
            rejected=frozenset(),
            whole=True,
            hits={theme: 0.5} if hits else {},
        )
        for report in range(reports)
        for theme in THEMES
        for number in range(each)
    ]


def without(given: list[Example], theme: str, kept: int) -> list[Example]:
    """The same, with that theme accepted in the first `kept` passages only and unknown in the others that had it."""
    having = [one.passage for one in given if theme in one.accepted][kept:]
    return [
        replace(one, accepted=frozenset(), rejected=frozenset(THEMES) - {theme}, whole=False)
        if one.passage in having
        else one
        for one in given
    ]
