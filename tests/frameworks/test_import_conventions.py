"""Conventions of handbooks that have to be learnt from the handbook itself: what runs along, what a name stands for, what heads what."""

import typst

from milepost.frameworks.importers import read_handbook


def test_the_labels_below_each_unit_s_heading_do_not_run_along():
    pages = [
        f"= KT{n} {title}\n#table(columns: 4, stroke: none, [*Reference*], [*Level*], [*Credits*], [*Taken by*], [{uan}], [2], [5], [Coopers])\n"
        f"== Outcomes\n1 Know casks\n\n1.1 name the parts of a cask\n"
        for n, (title, uan) in enumerate(
            (("Raise a Cask", "T/923/0114"), ("Char a Cask", "H/923/0125"), ("Mend a Cask", "R/923/0136"), ("Head a Cask", "F/923/0147")), 1
        )
    ]
    source = "#set page(header: text(8pt)[Cask Making Level 2])\n#set heading(numbering: none)\n" + "#pagebreak()\n".join(pages)
    units = read_handbook(typst.compile(source.encode(), format="pdf"), "casks.pdf").document["units"]
    assert [(u["uan"], u["level"], u["credit"]) for u in units] == [
        ("T/923/0114", "2", 5),
        ("H/923/0125", "2", 5),
        ("R/923/0136", "2", 5),
        ("F/923/0147", "2", 5),
    ]


def test_the_columns_unit_and_title_are_two():
    text = "Unit Title Reference Level Credits GLH\nPW1 Test Pool Water T/923/0114 2 5 36\nPW2 Dose Chemicals H/923/0125 2 6 40\n"
    units = read_handbook(text.encode(), "pools.txt").document["units"]
    assert [(u["number"], u["title"]) for u in units] == [("PW1", "Test Pool Water"), ("PW2", "Dose Chemicals")]
