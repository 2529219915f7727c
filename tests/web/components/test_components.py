"""The design system: each part shows its states, escapes what it is given, and refuses a wrong argument when compiled."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path

from milepost.base import clock
from milepost.web import gallery
from milepost.web.components import Bar, Crumb, Entry, Filter, Reason, State, Stone, UnitWall, percent, render
from milepost.web.components.render import symbols
from milepost.web.context import does

EVIL = '<img src=x onerror="alert(1)">'
SAFE = "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;"
urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("files/", include("milepost.web.files.urls")),
    path("gallery/", gallery.components, name="gallery"),
]


def draw(source: str, **values: object) -> str:
    return Template(source).render(Context(values))


@pytest.mark.parametrize(
    "source",
    [
        "{% icon %}",
        "{% truths signed=1 %}",
        "{% truths 1 2 %}",
        "{% sky cells='mm' colour='red' label='x' %}",
        "{% head %}{% endhead %}",
        "{% criterion number='1.1' text='x' %}{% endcriterion %}",
        "{% gate title='x' %}{% endgate %}",
        "{% clock text='x' %}",
        "{% judge name='x' %}",
        "{% field %}",
    ],
)
def test_a_wrong_argument_fails_when_the_template_is_compiled(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        Template(source)


@pytest.mark.parametrize(
    "source",
    [
        "{% head title=evil lead=evil trail=trail %}{% endhead %}",
        "{% sign kicker=evil title=evil act=evil href=evil also=evil also_href=evil %}{% endsign %}",
        "{% act evil href=evil %}",
        "{% act evil why=evil %}",
        "{% act evil post=evil name=evil value=evil %}",
        "{% note 'good' fact=evil %}{{ evil }}{% endnote %}",
        "{% banner %}{{ evil }}{% endbanner %}",
        "{% dock status=evil why=evil %}{% enddock %}",
        "{% empty title=evil act=evil href=evil %}{{ evil }}{% endempty %}",
        "{% tag evil %}",
        "{% clock 'ok' text=evil %}",
        "{% timeline entries=entries %}",
        "{% timeline_of %}{% entry who=evil %}{{ evil }}{% endentry %}{% endtimeline_of %}",
        "{% road stones=stones %}",
        "{% truths signed=1 evidenced=2 note=evil %}",
        "{% credits parts=parts whole=4 label=evil %}",
        "{% meter 4 label=evil %}",
        "{% wall units=walls %}",
        "{% cell number=evil state='met' %}",
        "{% sky cells='mmo' label=evil %}",
        "{% outcome number='1' title=evil note=evil %}",
        "{% criterion number='1' text=evil state='met' %}{{ evil }}{% endcriterion %}",
        "{% claim evil locator=evil href=evil %}",
        "{% evidence title=evil kind='pdf' href=evil facts=evil picture=evil %}{{ evil }}{% endevidence %}",
        "{% verdict number='1' text=evil %}{{ evil }}{% endverdict %}",
        "{% judge name=evil legend=evil %}",
        "{% gate title=evil is_open=False reasons=reasons %}{% endgate %}",
        "{% rules reasons=reasons %}",
        "{% pick kinds=kinds label=evil %}",
        "{% rows columns=columns caption=evil %}{% endrows %}",
        "{% filters links=links search=evil value=evil %}",
        "{% before_after parts=bars label=evil %}",
    ],
)
def test_what_people_typed_is_escaped(source: str) -> None:
    values = {
        "trail": [Crumb(EVIL, EVIL), Crumb(EVIL)],
        "entries": [Entry(text=EVIL, who=EVIL, href=EVIL)],
        "stones": [Stone(title=EVIL, code=EVIL, note=EVIL, href=EVIL, number=EVIL)],
        "walls": [UnitWall(code=EVIL, title=EVIL, href=EVIL, cells=[(EVIL, "m", EVIL), (EVIL, "o", "")])],
        "reasons": [Reason(text=EVIL, href=EVIL, way=EVIL), EVIL, (EVIL, EVIL)],
        "kinds": [(EVIL, "eye", EVIL, True)],
        "columns": [(EVIL,)],
        "links": [Filter(label=EVIL, href=EVIL)],
        "parts": [(1, "met")],
        "bars": [Bar(EVIL, EVIL, Decimal(1), EVIL, "before")],
    }
    html = draw(source, evil=EVIL, **values)
    assert EVIL not in html
    assert SAFE in html


@pytest.mark.parametrize(
    ("values", "tops"),
    [
        ([212, 141, 110], ["0.00", "33.49", "48.11"]),  # from nothing to the highest
        ([-5, 5, 0], ["50.00", "0.00", "50.00"]),  # below nothing: bars hang from the line
        ([0, 0], ["0.00", "0.00"]),
    ],
)
def test_bars_begin_at_nothing_whichever_way_they_go(values: list[int], tops: list[str]) -> None:
    bars = [Bar("1 May", "2027", Decimal(one), str(one), "again") for one in values]
    html = draw("{% before_after parts=bars label='What was counted' %}", bars=bars)
    assert re.findall(r'<rect class="col col--again" x="[\d.]+" y="([\d.]+)"', html) == tops
    assert html.count("<text") == 3 * len(values)
    assert 'role="img" aria-label="What was counted"' in html


def test_a_refused_act_stays_focusable_and_says_why_beside_it() -> None:
    html = draw("{% act 'Draw the sample' href='/x/' why=why %}", why="Ask Ines.")
    described = re.search(r'aria-disabled="true" aria-describedby="([^"]+)"', html)
    assert described
    assert f'id="{described[1]}"' in html
    assert "Ask Ines." in html
    assert " disabled" not in html.replace("aria-disabled", "")
    assert "/x/" not in html


def test_an_act_is_a_link_a_button_or_a_form_of_its_own() -> None:
    assert draw("{% act 'Add' href='/x/' %}").strip() == '<a href="/x/" class="govuk-button">Add</a>'
    assert draw("{% act 'Keep' name='act' value='keep' %}").strip() == '<button class="govuk-button" name="act" value="keep">Keep</button>'
    own = draw("{% act 'Take back' post='/x/' %}", csrf_token="abc")
    assert '<form method="post" action="/x/">' in own
    assert 'name="csrfmiddlewaretoken" value="abc"' in own


def test_the_wall_draws_every_criterion_with_its_state_in_words() -> None:
    html = draw("{% wall units=units current='B11' %}", units=gallery.sample_wall())
    assert html.count('<a class="cell') == 172
    assert '<a class="cell cell--redo" href="#B11-2.3" aria-label="B11 2.3, please redo">2.3</a>' in html
    assert '<a class="cell" href="#B11-2.6" aria-label="B11 2.6, open">2.6</a>' in html
    assert html.count("is-current") == 1
    assert html.count("is-new") == 14  # two more outcomes in each of seven units


def test_the_skyline_joins_neighbours_in_one_state() -> None:
    html = draw("{% sky cells=cells sizes=sizes label='Lena' %}", cells="mmmcro", sizes=[3, 3])
    assert html.count("<rect") == 4
    assert 'aria-label="Lena"' in html
    assert 'role="img"' in html
    assert '<rect class="f-met" x="0%" y="0%" width="37.5%" height="100%"/>' in html
    assert draw("{% sky cells='' label='x' %}").count("<rect") == 1


@pytest.mark.parametrize("state", list(State))
def test_each_state_has_a_form_and_words_of_its_own(state: State) -> None:
    drawn = draw("{% criterion number='1.1' text='Do it' state=state %}{% endcriterion %}", state=state.value)
    assert str(state.words) in drawn
    assert draw("{% criterion number='1.1' text='Do it' state=state %}{% endcriterion %}", state=state.slug) == drawn
    assert (f"cell--{state.slug}" in drawn) is (state is not State.OPEN)


def test_the_two_truths_say_their_numbers_as_a_sentence() -> None:
    html = draw("{% truths signed=26 evidenced=64 time=72 %}")
    assert 'aria-label="Evidenced 64 percent, signed off 26 percent, time used 72 percent"' in html
    assert "6 of 21 met, 8 shown and not settled, 7 open" in draw("{% counts met=6 shown=8 open=7 %}")


def test_nobody_is_told_100_at_99_6() -> None:
    assert percent(249, 250) == 99
    assert percent(250, 250) == 100
    assert percent(0, 0) == 0


def test_a_judgement_is_undecided_by_default() -> None:
    assert "checked" not in draw("{% judge name='v' legend='Your judgement on 3.4' %}")
    assert draw("{% judge name='v' legend='x' value='not_yet' %}").count("checked") == 1


def test_a_gate_lists_every_reason_with_its_way_out() -> None:
    html = draw(
        "{% gate title='Closed' is_open=False reasons=reasons %}{% endgate %}",
        reasons=[("2.6 is open", "/x/"), Reason(text="Own work", met=True)],
    )
    assert '<a href="/x/">2.6 is open</a>' in html
    assert html.count("<li>") == 2
    assert "Open:" in html
    assert "Done:" in html


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 11, 17, 17, 0, tzinfo=UTC), "today 17:00"),
        (datetime(2026, 11, 16, 8, 51, tzinfo=UTC), "yesterday, 08:51"),
        (datetime(2026, 11, 18, 9, 0, tzinfo=UTC), "tomorrow 09:00"),
        (datetime(2026, 11, 13, 8, 51, tzinfo=UTC), "Friday, 08:51"),
        (datetime(2026, 5, 12, 8, 0, tzinfo=UTC), "12 May, 09:00"),
        (datetime(2025, 5, 12, 8, 0, tzinfo=UTC), "12 May 2025"),
    ],
)
def test_a_moment_is_said_as_people_say_it(moment: datetime, words: str) -> None:
    with clock.at(datetime(2026, 11, 17, 12, 0, tzinfo=UTC)):
        assert f">{words}</time>" in draw("{% when moment %}", moment=moment)


def test_pages_keep_the_filter() -> None:
    page = Paginator(range(95), 10).page(4)
    html = draw("{% pages page=page %}", page=page, request=RequestFactory().get("/?q=lena&page=4"))
    assert 'href="?q=lena&amp;page=5"' in html
    assert "31 to 40 of 95" in html
    assert draw("{% pages page=page %}", page=Paginator([1], 10).page(1)) == ""


class Sample(gallery.SampleForm):
    note = forms.CharField(widget=forms.HiddenInput, required=False)


def test_an_error_stands_between_label_and_field_and_on_top() -> None:
    form = Sample({"where": "08:30", "work": "obs"})
    html = draw("{% error_summary form %}{% form_fields form %}", form=form)
    assert '<a href="#id_where">Where in it: The recording ends at 07:40. Give a moment before that.</a>' in html
    assert '<a href="#id_place_0">Where it happened: Choose one.</a>' in html
    assert '<a href="#id_own">This is my own work: Tick this to go on.</a>' in html
    assert "3 things stop you" in html
    assert 'aria-describedby="id_where-hint id_where-error"' in html
    assert 'value="08:30"' in html
    assert "(optional)" in html
    assert "This field is required" not in html
    assert html.count('type="hidden"') == 1


def test_a_question_above_what_is_wrong_there_keeps_its_own_mark() -> None:
    form = Sample({"work": "obs"})
    form.fields["place"].label = "Where was it?"
    html = draw("{% error_summary form %}", form=form)
    assert "Where was it? Choose one." in html and "?:" not in html
    faults = [("#a", "Which one?", "Choose one."), ("#b", "Day", "Give a day.")]
    assert "Which one? Choose one.</a>" in draw('{% include "learner/_faults.html" with errors=faults %}', faults=faults)
    assert "Day: Give a day.</a>" in draw('{% include "learner/_faults.html" with errors=faults %}', faults=faults)
    assert draw("{{ label|headed }}", label="<b>") == "&lt;b&gt;:"


def test_every_field_has_a_label_that_leads_to_it() -> None:
    html = draw("{% form_fields form %}", form=gallery.SampleForm())
    ids = set(re.findall(r' id="(id_\w+)"', html))
    assert ids == set(re.findall(r' for="(id_\w+)"', html))
    assert len(ids) == 10
    assert draw("{% error_summary form %}", form=gallery.SampleForm()) == ""


def test_every_icon_can_be_drawn() -> None:
    assert {"gate-open", "gate-closed", "road-bend", "check", "info"} <= set(symbols())
    for name in symbols():
        assert 'aria-hidden="true"' in draw("{% icon name %}", name=name)


def test_every_icon_that_a_page_names_is_there() -> None:
    """A page that names one we do not have fails when it is asked for, and only in the state in which it names it."""
    house = Path(render.__file__).parents[2]
    named = re.compile(r"""(?:\bicon=|{%\s*icon\s+)["']([\w-]+)["']""")
    files = [*house.rglob("*.html"), *house.rglob("*.py")]
    found = {(one.relative_to(house).as_posix(), name) for one in files for name in named.findall(one.read_text("utf-8"))}
    assert len(found) > 300
    assert {(file, name) for file, name in found if name not in symbols()} == set()


def test_a_role_is_said_with_its_centre() -> None:
    assert does("assessor", "Larkmoor") == "assesses at Larkmoor"


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize("theme", ["", "light", "dark", "purple"])
def test_the_gallery_shows_every_component(client: Client, theme: str) -> None:
    html = client.get("/gallery/", {"theme": theme}).content.decode()
    assert ('data-theme="dark"' in html) is (theme == "dark")
    assert 'data-theme="purple"' not in html
    for part in (
        "sign",
        "road",
        "truths",
        "unit-map",
        "sky",
        "crit",
        "ev",
        "claim",
        "judge",
        "gate",
        "line",
        "clock",
        "note",
        "empty",
        "rows",
        "filters",
    ):
        assert re.search(rf'class="(?:[^"]* )?{part}[ "]', html), part
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids)), "an id stands once"
    assert not re.search(r"\sstyle=|<script(?![^>]*src=)|\son\w+=", html)
