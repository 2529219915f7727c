"""A pack of two units as text. A test changes one thing in it and says what the reading must then hold."""

PACK = """Keeping Bees (8800)

Levels 2 and 3 unit pack

April 2022 Version 1.0

Qualification at a glance

Subject area	Bee keeping
Hive Board number	8800
Age group approved	16+

Title and level	Hive Board number	Accreditation number
Level 2 Award in Keeping Bees	8800-02	999/0021/X
Level 3 Certificate in Keeping Bees	8800-03	999/0022/1

Version and date	Change detail	Section
1.0 Apr 22	First issue	All

Contents

1	Introduction	3
Unit 201	Open a hive	4
Unit 301	Rear a queen	7

1 Introduction

UAN	Hive Board unit	Unit title	Level	GLH	Credit value	L2 Award	L3 Cert
J/907/0014	201	Open a hive	2	21	3	✓	✓
D/907/0021	301	Rear a queen	3	30	5		✓

Unit 201

Open a hive

Level: 2
Credit value: 3
UAN: J/907/0014

Unit aim

This unit is about opening a hive without harm to bees or keeper.

Learning outcomes

There are **two** learning outcomes to this unit. The learner will:

1. Be able to open a hive
2. Know what bees are doing

Guided learning hours

It is recommended that **21** hours should be allocated for this unit.

Assessment

This unit will be assessed by portfolio of evidence.

Unit 201 Open a hive

Learning outcomes and assessment criteria

Outcome 1: Be able to open a hive

The learner can:

- 1.1 light a smoker that stays alight
- 1.2 lift frames without crushing bees

Outcome 2: Know what bees are doing

The learner can:

- 2.1 describe the work of a colony through the year

Unit 201 Open a hive

Evidence requirements

- 1 You must open hives in at least two of these kinds of weather:
 - a still
 - b windy
 - c damp

Unit 301

Rear a queen

Level: 3
Credit value: 5
UAN: D/907/0021

Unit aim

This unit is about rearing a queen and knowing when not to.

Learning outcomes

There are **one** learning outcomes to this unit. The learner will:

1. Be able to rear a queen

Guided learning hours

It is recommended that **30** hours should be allocated for this unit.

Assessment

This unit will be assessed by portfolio of evidence.

Unit 301 Rear a queen

Learning outcomes and assessment criteria

Outcome 1: Be able to rear a queen

The learner can:

- 1.1 choose a colony to breed from
- 1.2 move larvae without drying them

Appendix 1 Where to ask

Write to the board.
"""


def pack(*changes: tuple[str, str]) -> bytes:
    """The pack with each first text replaced by the second; a text that is not there is a mistake of the test."""
    text = PACK
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after, 1)
    return text.encode()
