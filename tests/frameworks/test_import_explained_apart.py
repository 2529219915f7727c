"""What explains criteria in a third column, in a text that has its cells one after the other."""

from milepost.frameworks.importers import read_handbook

HEADS = "Learning outcomes Assessment criteria Unit amplification\n"
TEXT = "Unit 7 Build a kite\nUnit reference: R/913/3007\nLevel: 3\nCredit: 5\nGLH: 30\n" + HEADS
TEXT += "1 Choose spars for a kite that\nflies\n1.1 Weigh spars of three\nwoods\n– Types: as found in the\nloft; at least one other\n"
TEXT += "1.2 Cut spars – Methods: demonstration;\nlog entries; discussion\n1.3 Say how these bend:\n– Ash\n– Spruce\n"
TEXT += "2 Sew a sail\n2.1 Hem a sail – Factors such as weather,\nwear\n2.2 Fold a seam so that it holds in\na wind\n– Reasons: safety, cost, the\npleasure of flying\n"
TEXT += "2.3 Mend a sail\n– Types: as found in the\nloft\n2.4 Store a sail\n– Methods: demonstration\n"


def criteria(text: str) -> list[tuple[str, list[str]]]:
    (unit,) = read_handbook(text.encode(), "kite.txt").document["units"]
    return [(c["text"], [i["text"] for i in c.get("items", [])]) for o in unit["outcomes"] for c in o["criteria"]]


def test_what_explains_is_none_of_the_criterion_above_it() -> None:
    assert criteria(TEXT)[0] == ("Weigh spars of three woods", [])
    assert [text for text, _items in criteria(TEXT)] == [
        "Weigh spars of three woods",
        "Cut spars",
        "Say how these bend:",
        "Hem a sail",
        "Fold a seam so that it holds in a wind",
        "Mend a sail",
        "Store a sail",
    ]


def test_where_no_heads_name_such_a_column_dashes_list() -> None:
    kept = criteria(TEXT.replace(" Unit amplification", ""))
    assert any("Types" in text or any("Types" in item for item in items) for text, items in kept)
