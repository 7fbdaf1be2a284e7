"""The scores of machines in words for people who are no specialists, and as JSON."""

from collections.abc import Iterator
from typing import Any, Final

from compendium.export.citation import counted
from compendium.model.theme import Codebook
from compendium.theming.evaluating import TOO_FEW, Evaluation, ThemeScore

_TEN: Final = 10


def as_dict(found: Evaluation, codebook: Codebook) -> dict[str, Any]:
    """All figures; shares from 0 to 1, each with the interval in which it lies 19 times in 20."""
    names = {theme.id: theme.name for theme in codebook.themes}
    return {
        "codebook": found.codebook,
        "passages": found.passages,
        "reports": found.reports,
        "people": len(found.people),
        "agreement": {"pairs": found.pairs, "kappa": _rounded(found.kappa)},
        "themes": [_theme(one, names[one.theme]) for one in found.themes],
    }


def _theme(one: ThemeScore, name: str) -> dict[str, Any]:
    return {
        "theme": one.theme,
        "name": name,
        "n": one.n,
        "suggested": one.score.right + one.score.wrong,
        **_figure("precision", one.score.precision, one.precision, one.score.right + one.score.wrong),
        **_figure("recall", one.score.recall, one.recall, one.n),
        **_figure("f1", one.score.f1, one.f1, one.n + one.score.wrong),
        "too_few": one.too_few,
        "looked_at": {"suggestions": one.looked, "right": one.right},
        "agreement": {"pairs": one.pairs, "kappa": _rounded(one.kappa)},
        "classifier": one.classifier,
    }


def _figure(name: str, value: float, interval: tuple[float, float], of: int) -> dict[str, Any]:
    """A share and its interval; nothing at all where there was nothing to judge."""
    ends = [_rounded(end) for end in interval] if of else None
    return {name: _rounded(value) if of else None, f"{name}_interval": ends}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def lines(found: Evaluation, codebook: Codebook) -> Iterator[str]:
    """What the figures mean, a theme at a time."""
    if not found.passages:
        yield "No passage drawn by lot has been read yet, so nothing can be said."
        yield "Every tenth passage of `compendium themes review` is one: read some, naming every theme they speak to."
    else:
        read = f"{counted(found.passages, 'passage')} from {counted(found.reports, 'report')}"
        yield f"Judged on {read}, drawn by lot, read by people for all themes; no machine learnt from them."
    names = {theme.id: theme.name for theme in codebook.themes}
    few = []
    for one in found.themes:
        if one.too_few:
            few.append(f"{names[one.theme]} ({one.n})")
        else:
            yield from _told(one, names[one.theme])
    if found.passages and few:
        yield f"Too few to tell (fewer than {TOO_FEW} passages on the theme were read): {', '.join(few)}."
    for one in found.themes:
        if one.looked:
            suggestions = counted(one.looked, "suggestion")
            yield f"{names[one.theme]}: of {suggestions} that people looked at, {one.right} right."
    if found.pairs and found.kappa is not None:
        over = counted(found.pairs, "judgement")
        yield f"Two people who read the same passages: kappa {found.kappa:.2f} over {over} (1 is full agreement)."
    else:
        yield "No passages were read by two people yet (compendium themes review --second)."


def _told(one: ThemeScore, name: str) -> Iterator[str]:
    right, found = one.score.precision, one.score.recall
    yield (
        f"{name}: of 10 passages suggested, about {right * _TEN:.0f} are right ({_between(one.precision)}); of 10 that "
        f"speak to it, about {found * _TEN:.0f} are found ({_between(one.recall)}). "
        f"F1 {one.score.f1:.2f} ({one.f1[0]:.2f} to {one.f1[1]:.2f}), {counted(one.n, 'passage')}."
    )
    if one.kappa is not None:
        yield f"  Two people on this theme: kappa {one.kappa:.2f} over {counted(one.pairs, 'passage')}."
    if one.classifier:
        yield f"  Classifier: {one.classifier}"


def _between(interval: tuple[float, float]) -> str:
    return f"{interval[0] * _TEN:.0f} to {interval[1] * _TEN:.0f}"
