"""Bytes → text, in whatever letters they were written."""

import codecs
import re

from charset_normalizer import from_bytes

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark is its beginning
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_USABLE = re.compile(r"(?:cp|iso8859|koi8|mac|gb|big5|shift_jis|euc)")
"""Names of encodings of plain text, as Python has them. Others could be anything, also programs for unpacking."""
_SAMPLE = 200_000


def decoded(data: bytes, declared: str = "") -> str:
    """The text. What the bytes show themselves goes before what the file declares: a mark at their beginning, then
    UTF-8, which other encodings never look like. Then Windows' Western letters, when they make mostly plain ones."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    utf8 = data.decode("utf-8", "replace")
    broken = utf8.count("\ufffd")
    if len(utf8) - len(utf8.encode("ascii", "ignore")) - broken > 4 * broken:
        return utf8  # cut off in the middle of a letter, or stitched together
    for encoding in (_usable(declared), "cp1252" if _is_western(data) else "", _guessed(data)):
        if encoding:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    return data.decode("cp1252", "replace")


def _usable(declared: str) -> str:
    try:
        name = codecs.lookup(declared).name if declared.isascii() else ""
    except (LookupError, ValueError):
        return ""
    # web pages that call themselves Latin-1 are Windows' version of it, as all browsers know
    return "cp1252" if name in ("iso8859-1", "ascii") else name if _USABLE.match(name) else ""


def _is_western(data: bytes) -> bool:
    """Whether at most one letter in five is an accented one, as in all languages of Western Europe."""
    letters = sum(map(data.count, _PLAIN_LETTERS))
    accented = sum(map(data.count, _ACCENTED_LETTERS))
    return accented * 4 <= letters


_PLAIN_LETTERS = [bytes([code]) for code in (*range(65, 91), *range(97, 123))]
_ACCENTED_LETTERS = [bytes([code]) for code in range(0xC0, 0x100)]


def _guessed(data: bytes) -> str:
    best = from_bytes(data[:_SAMPLE]).best()
    return best.encoding if best else ""
