"""The things that learners show: letters, logs, notes, tables, e-mails, pictures and recordings, made when they are needed.

Every form gives what evidence needs and, for each thing claimed with it, where in it that stands.
"""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import docx
import openpyxl
import typst
from openpyxl.styles import Font

from milepost.demo import pictures, sounds
from milepost.demo.texts import Voice, read
from milepost.engine.framework import Nature
from milepost.portfolios.words import EvidenceKind

SHEET = Path(str(resources.files("milepost.demo"))) / "papers.typ"


@dataclass(frozen=True, slots=True)
class Made:
    """A piece of evidence before it is added. `places` are good locators in it, in their order."""

    kind: EvidenceKind
    places: Sequence[str]
    name: str = ""
    file: bytes | None = None
    body: str = ""
    url: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    nature: Nature = Nature.PERFORMANCE

    def place(self, order: int) -> str:
        """Where the claim with this order finds what it speaks of: never before the claim ahead of it."""
        return self.places[min(order, len(self.places) - 1)]


def make(form: str, *, voice: Voice, learner: str, title: str, day: date, says: Sequence[str]) -> Made:
    """One piece of evidence. `form` may carry what it shows after a dash: "photo-noticeboard"."""
    form, _, subject = form.partition("-")
    name = title.lower().replace(",", "").replace("’", "").replace(" ", "-")
    number = max(len(says), 1)
    match form:
        case "statement":
            return Made(EvidenceKind.STATEMENT, _numbered("para {}", number), body="\n\n".join(says), nature=Nature.KNOWLEDGE)
        case "notes":
            sheet = {"form": "notes", "title": title, "by": learner, "at": voice.employer, "day": _day(day), "paragraphs": list(says)}
            return _file(f"{name}.pdf", _printed(json.dumps(sheet)), _numbered("p 1, para {}", number))
        case "account":
            return _file(f"{name}.docx", _document(title, learner, day, says), _numbered("para {}", number, first=3))
        case "letter":
            letter = _letter(voice, subject)
            body = [voice.fill(text) for text in letter["body"]]
            sheet = {"form": "letter", "title": voice.fill(letter["subject"]), "by": learner, "at": voice.employer, "day": _day(day)}
            sheet |= {"paragraphs": body, "street": voice.own["street"]}
            return _file(f"{name}.pdf", _printed(json.dumps(sheet)), _numbered("p 1, para {}", len(body)))
        case "mail":
            letter = _letter(voice, subject)
            body = [voice.fill(text) for text in letter["body"]]
            return _file(f"{name}.eml", _mail(voice, learner, voice.fill(letter["subject"]), day, body), _numbered("para {}", len(body)))
        case "log" | "sheet":
            rows = _rows(voice, subject or "complaints")
            columns = read("papers")["logs"][subject or "complaints"]["columns"]
            if form == "sheet":
                return _file(f"{name}.xlsx", _workbook(title, columns, rows), _numbered("row {}", len(rows), first=2))
            log = {"form": "log", "title": title, "by": learner, "at": voice.employer, "day": _day(day), "columns": columns, "rows": rows}
            return _file(f"{name}.pdf", _printed(json.dumps(log)), _numbered("p 1, row {}", len(rows)))
        case "photo" | "heic":
            scene = subject or voice.rng.choice(sorted(pictures.SCENES))
            suffix = "heic" if form == "heic" else "jpg"
            taken = pictures.photo(scene, voice.own["colour"], voice.rng.randint(1, 2), suffix)
            return _file(f"{name}.{suffix}", _signed(taken, suffix, f"{learner}, {title}, {day}"), [""])
        case "call" | "discussion":
            seconds, track = 40, voice.rng.randint(1, 3)
            places = [f"{at // 60:02}:{at % 60:02}" for at in range(6, seconds - 4, max((seconds - 12) // number, 2))]
            nature = Nature.KNOWLEDGE if form == "discussion" else Nature.PERFORMANCE
            heard = _signed(sounds.conversation(track, seconds), "wav", f"{learner}, {title}, {day}")
            return _file(f"{name}.wav", heard, places, nature=nature)
        case "kept":
            details = {key: voice.fill(text) for key, text in voice.rng.choice(read("papers")["kept"]).items()}
            return Made(EvidenceKind.IN_SITU, _numbered("page {}", number, first=voice.rng.randint(2, 30)), details=details)
        case "page":
            return Made(EvidenceKind.LINK, [""], url=f"https://intranet.{voice.own['domain']}.example/{name}")
    raise ValueError(form)


def _file(name: str, data: bytes, places: Sequence[str], *, nature: Nature = Nature.PERFORMANCE) -> Made:
    return Made(EvidenceKind.FILE, places, name=name, file=data, nature=nature)


def _signed(data: bytes, suffix: str, words: str) -> bytes:
    """The same picture or sound with a note inside that nobody sees: a file of one's own, as everybody's camera makes one.

    Few scenes and recordings are drawn, so that the demonstration is built quickly. Byte for byte the same file in many
    portfolios would be reported as such beside each.
    """
    note = words.encode()
    if suffix == "jpg":  # a comment, right after the mark that begins the file
        return data[:2] + b"\xff\xfe" + (len(note) + 2).to_bytes(2, "big") + note + data[2:]
    if suffix == "heic":  # a box that readers skip
        return data + (len(note) + 8).to_bytes(4, "big") + b"free" + note
    note += b"\0" * (len(note) % 2)
    whole = data + b"note" + len(note).to_bytes(4, "little") + note  # a chunk that players skip
    return whole[:4] + (len(whole) - 8).to_bytes(4, "little") + whole[8:]


def letter(*, title: str, by: str, at: str, street: str, day: date, paragraphs: Sequence[str]) -> bytes:
    """A letter on paper, as somebody puts it on the scanner."""
    sheet = {"form": "letter", "title": title, "by": by, "at": at, "street": street, "day": _day(day), "paragraphs": list(paragraphs)}
    return _printed(json.dumps(sheet))


def _numbered(pattern: str, number: int, *, first: int = 1) -> list[str]:
    return [pattern.format(n) for n in range(first, first + number)]


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"


@cache
def _printed(sheet: str) -> bytes:
    """A PDF of ours. The same sheet is printed once."""
    return bytes(typst.compile(str(SHEET), sys_inputs={"sheet": sheet}, ignore_system_fonts=True))


def _letter(voice: Voice, key: str) -> Any:
    return voice.rng.choice([letter for letter in read("papers")["letters"] if key in ("", letter["key"])])


def _rows(voice: Voice, subject: str) -> list[list[str]]:
    rows = voice.rng.sample(read("papers")["logs"][subject]["rows"], 7)
    hour, found = 8, []
    for row in rows:
        found.append([f"{hour:02}:{voice.rng.randrange(0, 60, 5):02}", *(voice.fill(cell) for cell in row)])
        hour += 1
    return found


def _document(title: str, learner: str, day: date, says: Sequence[str]) -> bytes:
    document = docx.Document()
    document.add_heading(title, level=1)
    document.add_paragraph(f"{learner}, {_day(day)}")
    for text in says:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _workbook(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title[:31]
    sheet.append(list(columns))
    for row in rows:
        sheet.append(list(row))
    for cell, width in zip(sheet[1], (10, 46, 40, 30), strict=False):
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _mail(voice: Voice, learner: str, subject: str, day: date, body: Sequence[str]) -> bytes:
    mail = EmailMessage()
    mail["From"] = f"{learner} <{learner.split()[0].lower()}@{voice.own['domain']}.example>"
    mail["To"] = f"customer{voice.rng.randint(100, 999)}@mail.example"
    mail["Date"] = format_datetime(datetime.combine(day, time(11, 20), UTC))
    mail["Subject"] = subject
    mail.set_content("\n\n".join(["Good morning,", *body, f"Kind regards\n{learner.split()[0]}\n{voice.employer}"]))
    return mail.as_bytes()
