"""A PDF that cannot be opened → the same one saved anew, when its objects can still be found."""

import io
import re
from typing import Any

_MOST_BYTES = 100 * 2**20
"""A larger file is not tried: the copy would need its size in memory several times over."""
_BOUNDS: dict[str, Any] = {
    "doc_max_warnings": 10_000,
    "parser_max_nesting": 200,
    "parser_max_container_size_damaged": 100_000,
    "max_stream_filters": 5,
    "flate_max_memory": 128 * 2**20,
    "png_max_memory": 128 * 2**20,
    "run_length_max_memory": 128 * 2**20,
}
"""How much qpdf may make of a damaged file: without a bound a few kilobytes can unpack to gigabytes."""
_LOCK = re.compile(rb"/Filter\s*/(?:Standard|Adobe\.)")
"""What locks a file. It is looked for in the bytes: a table made anew would not say that the rest cannot be read."""


def repaired(data: bytes) -> bytes | None:
    """The PDF with its table of objects and page tree made anew; None when nothing can be recovered or it is
    encrypted. Streams are copied as they are, never unpacked. To be run in a child process, as all reading is."""
    # costs a tenth of a second and is seldom needed
    import pikepdf
    from pikepdf import settings

    if len(data) > _MOST_BYTES or _LOCK.search(data):
        return None
    settings.set_qpdf_limits(**_BOUNDS)
    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=True) as document:
            if document.is_encrypted or not len(document.pages):
                return None
            document.save(
                out,
                fix_metadata_version=False,
                compress_streams=False,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
                deterministic_id=True,
            )
    except (pikepdf.PdfError, pikepdf.PasswordError, RuntimeError, ValueError, TypeError, OSError):
        return None
    return out.getvalue()
