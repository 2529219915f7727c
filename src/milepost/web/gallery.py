"""Every component in each of its states, in both themes (`?theme=dark`). If it is not here, it is not in the house."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from milepost.web.components import Bar, Column, Crumb, Entry, Fan, FanMark, Filter, Reason, Stone, UnitWall
from milepost.web.context import Frame, Place, Role

UNITS = (
    ("F3", "Understand customer service", "8 7 9", "m" * 24),
    ("F4", "Rules that shape improvement", "7 8 7", "m" * 22),
    ("A3", "Communicate with customers", "10 12 8", "m" * 20 + "cc" + "mm" + "c" * 6),
    ("A13", "In writing or electronically", "8 10 8", "m" * 6 + "cc" + "mmmm" + "cc" + "r" + "ooo" + "cc" + "o" * 6),
    ("B11", "Improve the relationship", "7 7 7", "mmmmccm" + "mcrdcoo" + "ccooooo"),
    ("C5", "Monitor and solve problems", "8 10 9", "ccc" + "o" * 5 + "c" + "o" * 18),
    ("D6", "Develop your own skills", "7 8 7", "o" * 22),
)
MOMENT = datetime(2026, 11, 17, 16, 12, tzinfo=UTC)


def sample_wall() -> list[UnitWall]:
    """172 criteria in seven units, in every state."""
    units = []
    for code, title, outcomes, letters in UNITS:
        numbers = [f"{i}.{j}" for i, size in enumerate(outcomes.split(), 1) for j in range(1, int(size) + 1)]
        cells = [(number, letter, f"#{code}-{number}") for number, letter in zip(numbers, letters, strict=True)]
        units.append(UnitWall(code=code, title=title, href=f"#{code}", cells=cells))
    return units


def sample_stones() -> list[Stone]:
    return [
        Stone(title="Passed", state="passed", note="Gate open since 3 June", gate="open"),
        Stone(title="Here", state="here", note="Two conditions open"),
        Stone(title="Ahead, with a gate", note="Gate closed: 2 reasons", gate="closed"),
        Stone(title="Ahead, no gate", note="Nothing started"),
    ]


def sample_units_road() -> list[Stone]:
    notes = ["Signed off 12 May", "Signed off 30 July", "22 of 30 met, 8 waiting for Asif", "10 of 26 met", "6 of 21 met, 1 to redo",
             "4 of 27 claimed", "Not started"]  # fmt: skip
    states = ["passed", "passed", "here", "ahead", "ahead", "ahead", "ahead"]
    return [
        Stone(code=code, title=title, note=note, state=state, href="#")
        for (code, title, *_rest), note, state in zip(UNITS, notes, states, strict=True)
    ]


def sample_entries() -> list[Entry]:
    return [
        Entry(who="Asif", text="judged A3, 2.1 met.", when=MOMENT, key=True),
        Entry(text="That judgement replaces one of 2 November, which stays readable.", when=MOMENT),
        Entry(who="Lena", text="replaced “Refund letter”.", when=MOMENT, href="#"),
    ]


class SampleForm(forms.Form):
    """One field of each kind, some of them at fault."""

    where = forms.CharField(label="Where in it", help_text="A page, a paragraph, or minutes and seconds.")
    happened = forms.DateField(label="When it happened", required=False, help_text="For example 3 November, or 3/11/2026.")
    story = forms.CharField(label="What you did", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    work = forms.ChoiceField(label="Kind of work", choices=[("obs", "Observation"), ("prod", "Work product")])
    place = forms.ChoiceField(
        label="Where it happened", choices=[("desk", "At my own desk"), ("away", "At a customer")], widget=forms.RadioSelect
    )
    seen_by = forms.MultipleChoiceField(
        label="Who else saw it", choices=[("w", "A witness"), ("c", "A colleague")], widget=forms.CheckboxSelectMultiple, required=False
    )
    file = forms.FileField(label="File", required=False)
    own = forms.BooleanField(label="This is my own work")

    def clean_where(self) -> str:
        raise forms.ValidationError("The recording ends at 07:40. Give a moment before that.")


def sample_form() -> SampleForm:
    form = SampleForm({"where": "08:30", "work": "obs"})
    form.full_clean()
    return form


def sample_fan() -> Fan:
    """A share of 62, and where it leads."""
    today = date(2026, 11, 20)
    past = [(today - timedelta(days=28 * n), share) for n, share in zip(range(6, -1, -1), (6, 14, 22, 38, 50, 56, 62), strict=True)]
    bands = [
        (today + timedelta(days=7 * n), *(min(1.0, 0.62 + n * rate) for rate in (0.009, 0.014, 0.02, 0.027, 0.036))) for n in range(24)
    ]
    return Fan(past, bands, [FanMark(date(2026, 12, 18), "register", "due"), FanMark(date(2027, 3, 31), "be ready", "goal")], 62)  # type: ignore[arg-type]


def sample_frame(theme: str) -> Frame:
    """The bar of somebody in two roles."""
    return Frame(
        person=Person(),
        does="assesses at Larkmoor",
        centre="Larkmoor Training",
        theme=theme,
        places=[
            Place(label="Today", icon="sun", href="#", count=9),
            Place(label="Learners", icon="users", href="#", current=True),
            Place(label="Messages", icon="mail", href="#", count=1),
        ],
        roles=[
            Role(uuid="1", words="assesses at Larkmoor", current=True),
            Role(uuid="2", words="quality-assures at Fernhill", current=False),
        ],
        links={"switch": "#", "theme": "#", "sign_out": "#"},
    )


@dataclass(frozen=True)
class Person:
    """Whom the gallery shows in its bar."""

    name: str = "Asif"


@dataclass(frozen=True, kw_only=True)
class Gallery:
    """Samples of all the values that components take."""

    trail: list[Crumb] = field(default_factory=lambda: [Crumb("House", "#"), Crumb("Components")])
    walls: list[UnitWall] = field(default_factory=sample_wall)
    stones: list[Stone] = field(default_factory=sample_stones)
    units_road: list[Stone] = field(default_factory=sample_units_road)
    entries: list[Entry] = field(default_factory=sample_entries)
    states: tuple[tuple[str, str], ...] = (("1.1", "met"), ("1.2", "claimed"), ("1.3", "redo"), ("1.4", "doubt"), ("1.5", "open"))
    sky: list[str] = field(default_factory=lambda: [letters for _code, _title, _sizes, letters in UNITS])
    closed: tuple[Reason, ...] = (
        Reason(text="2.6 needs two kinds of colleague, has none", href="#", way="Two of your files may fit"),
        Reason(text="Ines has not looked yet"),
        Reason(text="No simulation used", met=True),
    )
    opened: tuple[Reason, ...] = (Reason(text="All 24 criteria met, by Asif", met=True), Reason(text="Ines agreed", met=True))
    credits: tuple[tuple[int, str], ...] = ((12, "met"), (19, "met"), (5, "claim"))
    fan: Fan = field(default_factory=sample_fan)
    counts: tuple[Bar, ...] = (
        Bar("7 Apr", "2026", Decimal(212), "212", "before"), Bar("1 Jul", "2026", Decimal(176), "176", "again"),
        Bar("30 Sep", "2026", Decimal(141), "141", "again"), Bar("1 Nov", "2026", Decimal(110), "110", "wanted"),
    )  # fmt: skip
    months: tuple[Column, ...] = (
        Column("Jan", 81, hand=True), Column("Feb", 84, hand=True), Column("Mar", None), Column("Apr", 100), Column("May", 96),
        Column("Jun", 72), Column("Jul", 0),
    )  # fmt: skip
    kinds: tuple[tuple[str, str, str, bool], ...] = (
        ("Files or photos", "paperclip", "#", True), ("Record my voice", "mic", "#", False), ("Write", "pen-line", "#", False),
        ("Seen, stays there", "eye", "#", False),
    )  # fmt: skip
    claims: tuple[tuple[str, str, str, str], ...] = (("E14", "p 1, para 3", "#", "pdf"),)
    columns: tuple[tuple[str, ...], ...] = (
        ("Learner",), ("Criteria, unit by unit",), ("Signed off", "r", "#", "descending"), ("Evidenced", "r", "#"), ("Worth knowing",),
    )  # fmt: skip
    filters: tuple[Filter, ...] = (
        Filter(label="All", count=24, href="#", current=True), Filter(label="Wait for me", count=7, href="#"),
        Filter(label="In doubt", count=1, href="#"),
    )  # fmt: skip
    form: SampleForm = field(default_factory=sample_form)
    page: Page[Any] = field(default_factory=lambda: Paginator(range(95), 10).page(4))
    moment: datetime = MOMENT


@login_not_required
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """The gallery."""
    theme = request.GET.get("theme", "")
    theme = theme if theme in ("light", "dark") else ""
    return render(request, "gallery.html", {"g": Gallery(), "frame": sample_frame(theme), "theme": theme})
