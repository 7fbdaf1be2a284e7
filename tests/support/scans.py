"""Scanned pages for tests: a page is typeset, made into a picture, spoilt as scanners do, and put into a PDF without
any text. What is printed where is known from the typeset page."""

import io
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import pypdfium2 as pdfium
import typst
from PIL import Image, ImageFilter

from compendium.ingest.pdf.words import PageText, Word

DOTS_PER_INCH = 200
Box = tuple[float, float, float, float]
Spoil = Callable[[Image.Image], Image.Image]

PLAIN_PAGE = """
The kettle on the wing broke in the first week of March, and nobody could say when it would be mended. A man who
cleaned the landing asked three officers. Each of them wrote it down. After that the hot water came from the kitchen,
in a flask, twice a day.

We asked people what they would change. Most of them began with small things: a clock that can be seen from the bed,
soap that does not make the skin sore, and a letter box that is emptied before the weekend. Fewer than one in ten spoke
about the building. “You stop seeing the walls after a while,” one of them said. “You never stop hearing the doors.”

Families told us much the same. They wanted to know before they set out whether the visit would go ahead. Of the 84
people we met, 31 had come a long way for nothing at least once since the summer. A sister had driven four hours with
two children and was sent home at the gate.

Staff agreed that the telephone line was hard to reach. They had suggested a message in the morning, and some had begun
to send one from their own desk before anybody asked them to.
"""

TWO_COLUMNS = """
The workshop opened in spring with room for twelve people, and by autumn it had a waiting list of forty. Everybody who
came learned to mend bicycles, although hardly anyone had expected to enjoy it. The instructor had spent seventeen
years in a factory before he moved to teaching. He says that concentration is the first thing to return, and patience
the second.

Probation practitioners noticed the difference as well. Appointments that used to be missed were kept, and
conversations became longer. Transport remained the greatest difficulty: the morning bus arrives twenty minutes after
the workshop begins, and the next one leaves before it closes.

Several participants wondered why comparable opportunities were so uncommon. Information about courses, they explained,
is handed from person to person like gossip. Somebody hears about a certificate from a neighbour, and by the time the
application has been signed the course is full. A noticeboard with reliable dates would have been a considerable
improvement.

Afterwards we returned to the same town and talked with employers. Two of them had already taken people on. Both
mentioned punctuality before anything else, and both would do it again without hesitation.
"""

LISTS = """
People asked for:

- kettles for every room
- letters on the day they arrive
- somebody to ring when the office is closed

Nothing on this list costs much, and most of it was promised before.
"""


def typeset(text: str, *, columns: int = 1, hyphenate: bool = False, points: float = 11) -> bytes:
    """A PDF with one A4 page of text; paragraphs are parted by empty lines."""
    words = "true" if hyphenate else "false"
    source = (
        f'#set page(paper: "a4", margin: 2cm, columns: {columns})\n'
        f'#set text(font: "Libertinus Serif", size: {points}pt, lang: "en", hyphenate: {words})\n'
        f"#set par(justify: {words})\n{text}"
    )
    made: bytes = typst.compile(source.encode(), ignore_system_fonts=True)
    return made


def picture(pdf: bytes, dots_per_inch: int = DOTS_PER_INCH) -> Image.Image:
    """The first page of a PDF in grey."""
    image: Image.Image = pdfium.PdfDocument(pdf)[0].render(scale=dots_per_inch / 72, grayscale=True).to_pil()
    return image


def leaning(image: Image.Image, degrees: float) -> Image.Image:
    """The picture turned counterclockwise about its middle, as a sheet that went askew through the scanner."""
    return image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)


def spoilt(image: Image.Image, *, degrees: float = 0.7, blur: float = 0.8, noise: float = 12) -> Image.Image:
    """The picture askew, blurred, with noise, and in grey on grey."""
    soft = np.asarray(leaning(image, degrees).filter(ImageFilter.GaussianBlur(blur)), dtype=np.float64)
    grains = np.random.default_rng(1).normal(0, noise, soft.shape)
    return Image.fromarray((60 + 0.6 * soft + grains).clip(0, 255).astype(np.uint8))


def scan(images: Sequence[Image.Image], *, rotate: int = 0, dots_per_inch: int = DOTS_PER_INCH) -> bytes:
    """A PDF with one page for each picture and no text. `rotate` is how far readers turn the pages clockwise."""
    out = io.BytesIO()
    images[0].save(out, "PDF", resolution=dots_per_inch, save_all=True, append_images=list(images[1:]))
    if not rotate:
        return out.getvalue()
    document = pdfium.PdfDocument(out.getvalue())
    for page in document:
        page.set_rotation(rotate)
    turned = io.BytesIO()
    document.save(turned)
    return turned.getvalue()


def whole_words(words: Sequence[Word]) -> list[str]:
    """The words with those divided at a line end put together."""
    whole, begun = [], ""
    for word in words:
        begun += word.text
        if not word.joined:
            whole.append(begun)
            begun = ""
    return whole


def word_f1(said: Sequence[str], printed: Sequence[str]) -> float:
    """How many words agree, whatever their order; 1.0 when all do. All kinds of apostrophe count as one."""
    ours, theirs = (Counter(word.replace("’", "'") for word in words) for words in (said, printed))
    return 2 * (ours & theirs).total() / max(ours.total() + theirs.total(), 1)


def phrases_kept(said: Sequence[str], printed: Sequence[str], length: int = 5) -> float:
    """The share of all five-word sequences printed that were read without a break."""
    ours, theirs = (Counter(zip(*(w[i:] for i in range(length)), strict=False)) for w in (said, printed))
    return (ours & theirs).total() / max(theirs.total(), 1)


def overlap(one: Box, other: Box) -> float:
    """The area that two boxes share, as a share of the area they cover together."""
    wide, high = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    shared = max(wide, 0.0) * max(high, 0.0)
    areas = sum((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return shared / (areas - shared)


def single_words(page: PageText) -> dict[str, Box]:
    """The boxes of words of four letters or more that stand on the page once, as they stand upright."""
    count = Counter(word.text for word in page.words)
    return {word.text: word[1:5] for word in page.words if count[word.text] == 1 and len(word.text) > 3}
