"""An e-mail as it came, read: who, when, what, and what hangs on it. Whatever is wrong with it, something is given back."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import Parser
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser

from milepost.employers.words import MailProblem

LONGEST_TEXT, LONGEST_SUBJECT = 100_000, 300
MOST_ATTACHMENTS, MOST_PEOPLE = 50, 100
PLACES = ("from", "to", "cc")
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")  # no database takes NUL or half a letter
_BY_MACHINE = {"bulk", "junk", "auto_reply"}
_HEADERS_END = re.compile(rb"\r?\n\r?\n")
_HEAVY = {"script", "style", "head", "title"}
_BLOCKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "ul", "ol", "hr"}


@dataclass(frozen=True, slots=True)
class Somebody:
    """One person in the head of a mail."""

    place: str  # "from", "to", "cc"
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Attached:
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class ReadMail:
    """What a mail says. `automatic`: a machine wrote it; `hops`: how many servers it went through."""

    message_id: str = ""
    subject: str = ""
    sent_at: datetime | None = None
    people: tuple[Somebody, ...] = ()
    text: str = ""
    attachments: tuple[Attached, ...] = ()
    answers: tuple[str, ...] = ()  # the numbers of mails that it follows
    problems: tuple[str, ...] = ()
    automatic: bool = False
    hops: int = 0
    digest: str = ""  # of its bytes

    @property
    def host(self) -> str:
        """The host in its number: that of the server which wrote it."""
        return self.message_id.rpartition("@")[2].rstrip(">").lower()

    @property
    def sender(self) -> Somebody:
        return next((one for one in self.people if one.place == "from"), Somebody("from", "", ""))

    @property
    def fingerprint(self) -> str:
        """What the mail says, whichever way it came: two copies of one mail agree, two mails under one number do not."""
        said = "\x1f".join(
            [self.message_id or self.digest, self.sender.email, self.subject, str(self.sent_at or ""), " ".join(self.text.split())]
        )
        digest = hashlib.sha256(said.encode())
        for one in self.attachments:
            digest.update(hashlib.sha256(one.content).digest())
        return digest.hexdigest()


def read(raw: bytes) -> ReadMail:
    """The mail in these bytes. What cannot be read as a mail at all is given back as text, with the problem named."""
    try:
        found = _read(raw)
    except Exception:  # noqa: BLE001 - whatever a sender's program has made of it, the mail is kept and somebody looks at it
        text, _declared = _decoded(raw[:LONGEST_TEXT], "")
        found = ReadMail(text=tidy(text), problems=(MailProblem.UNREADABLE.value,))
    return replace(found, digest=hashlib.sha256(raw).hexdigest())


def marked_automatic(mail: ReadMail) -> ReadMail:
    """The same mail, known to be written by a machine."""
    return replace(mail, automatic=True)


def tidy(text: str) -> str:
    """A text that can be kept: line ends alike, nothing that cannot be written."""
    return UNWRITABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _one_line(text: object, longest: int) -> str:
    return " ".join(tidy(str(text or "")).split())[:longest]


def _read(raw: bytes) -> ReadMail:
    head, body, undeclared = _split(raw)
    message = Parser(policy=policy.default).parsestr(head + body.decode("ascii", "surrogateescape"))
    assert isinstance(message, EmailMessage)
    problems = {MailProblem.UNDECLARED} if undeclared else set()
    text, said = _text_of(message)
    attachments = list(_attached(message))
    problems |= said
    if any(part.defects for part in message.walk()):
        problems.add(MailProblem.DAMAGED)
    if len(text) > LONGEST_TEXT:
        problems.add(MailProblem.LONG)
    if len(attachments) > MOST_ATTACHMENTS:
        problems.add(MailProblem.MANY)
    return ReadMail(
        message_id=_one_line(message.get("Message-ID", ""), 300), subject=_one_line(message.get("Subject", ""), LONGEST_SUBJECT), sent_at=_sent(message),
        people=tuple(_people(message))[:MOST_PEOPLE], text=text[:LONGEST_TEXT], attachments=tuple(attachments[:MOST_ATTACHMENTS]),
        answers=tuple(re.findall(r"<[^<>\s]+>", f"{message.get('In-Reply-To', '')} {message.get('References', '')}"))[-20:],
        problems=tuple(sorted(one.value for one in problems)), automatic=_by_machine(message),
        hops=len(message.get_all("Received", [])),
    )  # fmt: skip


def _split(raw: bytes) -> tuple[str, bytes, bool]:
    """The head as text, the body as bytes, and whether the head holds letters that it does not declare."""
    end = _HEADERS_END.search(raw)
    head, body = (raw[: end.end()], raw[end.end() :]) if end else (raw, b"")
    if head.isascii():
        return head.decode("ascii"), body, False
    text, declared = _decoded(head, "")
    return text, body, not declared


def _decoded(content: bytes, charset: str) -> tuple[str, bool]:
    """Bytes as text: as declared, else as UTF-8, else as Western European; and whether it was plain how to read them."""
    for name in [charset] * bool(charset) + ["utf-8"]:
        try:
            return content.decode(name), True
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("cp1252", "replace"), False


def _by_machine(message: EmailMessage) -> bool:
    said = str(message.get("Auto-Submitted", "no")).partition(";")[0].strip().lower()
    return said not in ("", "no") or str(message.get("Precedence", "")).strip().lower() in _BY_MACHINE or "X-Autoreply" in message


def _sent(message: EmailMessage) -> datetime | None:
    try:
        moment = parsedate_to_datetime(str(message.get("Date", "")))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _people(message: EmailMessage) -> Iterator[Somebody]:
    """Everybody in the head, and in that of a mail which hangs on it: who sends a mail on as an attachment means the inner one."""
    inner = [part for part in message.iter_attachments() if part.get_content_type() == "message/rfc822"]
    heads = [message, *(one for part in inner if isinstance(one := _inner(part), EmailMessage))]
    seen = set()
    for head in heads:
        for place in PLACES:
            for one in (address for value in head.get_all(place, []) for address in value.addresses):
                email = _one_line(one.addr_spec, 254).lower()
                if "@" in email and (place, email) not in seen:
                    seen.add((place, email))
                    yield Somebody(place if head is message else f"inner-{place}", _one_line(one.display_name, 150), email)


def _inner(part: EmailMessage) -> object:
    payload = part.get_payload()
    return payload[0] if isinstance(payload, list) and payload else None


# The text -----------------------------------------------------------------------------------------------------------------


def _text_of(message: EmailMessage) -> tuple[str, set[MailProblem]]:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return "", set()
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return "", {MailProblem.DAMAGED}
    text, declared = _decoded(content, str(part.get_content_charset() or ""))
    if part.get_content_type() == "text/html":
        text = plain(text)
    return tidy(text), set() if declared else {MailProblem.UNDECLARED}


class _Plain(HTMLParser):
    """The words of a page, block by block. Nothing of it is ever shown as a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.within = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - so the library calls it
        self.within += tag in _HEAVY
        if tag in _BLOCKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.within -= tag in _HEAVY and self.within > 0
        if tag in _BLOCKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.within:
            self.words.append(re.sub(r"\s+", " ", data))


def plain(page: str) -> str:
    """The text of a page."""
    reader = _Plain()
    reader.feed(page)
    reader.close()
    lines = [line.strip() for line in "".join(reader.words).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


# Attachments --------------------------------------------------------------------------------------------------------------


def _attached(message: EmailMessage) -> Iterator[Attached]:
    """What hangs on a mail, what is drawn within its text among it."""
    body = message.get_body(preferencelist=("plain", "html"))
    others = [message.get_body(preferencelist=(kind,)) for kind in ("plain", "html")]
    number = 0
    for part in _leaves(message):
        if part is body or any(part is one for one in others):
            continue
        number += 1
        if part.get_content_type() == "message/rfc822":
            inner = _inner(part)
            content = inner.as_bytes() if isinstance(inner, EmailMessage) else b""
            named = f"{_one_line(inner.get('Subject', ''), 80)}.eml" if isinstance(inner, EmailMessage) else ""
        else:
            given = part.get_payload(decode=True)
            content, named = given if isinstance(given, bytes) else b"", ""
        name = _one_line(part.get_filename() or named, 200)
        if content or name:
            yield Attached(name or f"{number}{_suffix(part)}", content)


def _leaves(part: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that hold something: what hangs on an attached mail belongs to that mail."""
    payload = part.get_payload()
    if part.get_content_type() == "message/rfc822" or not isinstance(payload, list):
        yield part
        return
    for one in payload:
        if isinstance(one, EmailMessage):
            yield from _leaves(one)


def _suffix(part: EmailMessage) -> str:
    kinds = {
        "image/jpeg": ".jpg",
        "image/png": ".png",
        "image/gif": ".gif",
        "application/pdf": ".pdf",
        "text/html": ".txt",
        "text/plain": ".txt",
    }
    return kinds.get(part.get_content_type(), "")
