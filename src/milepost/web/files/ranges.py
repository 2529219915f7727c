"""A file as an answer, wholly or in one range of bytes, so that recordings seek and downloads go on."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header, http_date, parse_etags

PIECE = 256 * 1024
SAFE_INLINE = re.compile(r"(image/(jpeg|png|gif|webp|avif|bmp|x-ms-bmp)|audio/[\w.+-]+|video/[\w.+-]+|application/pdf)$")
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})$")


class Unsatisfiable(Exception):
    """The range lies outside of the file."""


def span(header: str, size: int) -> tuple[int, int] | None:
    """The first and the last byte that a `Range` asks for; None if the whole file is to be sent instead."""
    found = _RANGE.match(header.replace(" ", ""))
    if not found or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        if int(last) == 0:
            raise Unsatisfiable
        return max(0, size - int(last)), size - 1
    start, end = int(first), min(int(last) if last else size - 1, size - 1)
    if last and int(last) < start:
        return None
    if start >= size:
        raise Unsatisfiable
    return start, end


def _pieces(path: Path, first: int, left: int) -> Iterator[bytes]:
    """Opened at the first piece: an answer that nobody reads holds no file."""
    with path.open("rb") as file:
        file.seek(first)
        while left and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece


def _wants_range(request: HttpRequest, etag: str, modified: datetime) -> bool:
    """Whether the range still means these bytes: `If-Range` may name others."""
    condition = request.headers.get("If-Range")
    return condition is None or condition in {etag, http_date(modified.timestamp())}


def file_response(
    request: HttpRequest, path: Path, *, kind: str, name: str, etag: str, modified: datetime, download: bool = False
) -> HttpResponseBase:
    """Bytes that never change under this address. What a browser might run is only ever downloaded."""
    etag, size = f'"{etag}"', path.stat().st_size
    # Bytes are sent as they are: a compressed answer would have other ranges.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    response: HttpResponseBase
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponseNotModified()
    else:
        asked = request.headers.get("Range", "")
        try:
            part = span(asked, size) if asked and request.method == "GET" and _wants_range(request, etag, modified) else None
        except Unsatisfiable:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"})
        first, last = part or (0, size - 1)
        response = _body(request, path, first, last)
        response.headers["Content-Length"] = str(last - first + 1)
        if part:
            response.status_code = 206
            response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    inline = bool(SAFE_INLINE.match(kind)) and not download
    response.headers["Content-Type"] = kind if inline else "application/octet-stream" if kind.startswith("text/") else kind
    response.headers["Content-Disposition"] = content_disposition_header(not inline, name) or "attachment"
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(modified.timestamp())
    response.headers["Cache-Control"] = "private, max-age=300"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; img-src 'self'"
    return response


def _body(request: HttpRequest, path: Path, first: int, last: int) -> HttpResponseBase:
    if request.method == "HEAD":
        return HttpResponse()
    return StreamingHttpResponse(_pieces(path, first, last - first + 1))
