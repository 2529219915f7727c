"""Labels in two languages: the half that is not understood is left out, whichever language it is; other strokes stay."""

from milepost.frameworks.importers.source import Line
from milepost.frameworks.importers.two_languages import in_one_language

LABELS = """Teitl yr Uned / Unit Title Tides
Cod yr Uned / Unit Code QB 7 Rhif yr Uned / Unit Number K/922/0101
Lefel / Level 2 Gwerth Credyd / Credit Value 3
Oriau Dysgu /
Guided Learning Hours
Nod / Unit Aim
Credydau
/ Credits
Gwent / Gwent Awards
Open the gate or close it / as the tide asks"""


def kept(text: str) -> list[str]:
    return [line.text for line in in_one_language([Line(1, n, words) for n, words in enumerate(text.split("\n"), 1)])]


def test_the_other_language_is_left_out() -> None:
    assert kept(LABELS) == [
        "Unit Title Tides",
        "Unit Code QB 7 Unit Number K/922/0101",
        "Level 2 Credit Value 3",
        "Guided Learning Hours",
        "Unit Aim",
        "Credits",
        "Gwent Awards",
        "Open the gate or close it / as the tide asks",
    ]


def test_strokes_between_words_of_one_language_stay() -> None:
    text = "\n".join(
        ["The learner has a title, a code and a level."] + [f"{a} / {b} 3" for a in ("Level", "Title", "Code") for b in ("Credit", "Unit")]
    )
    assert kept(text) == text.split("\n")
