"""Sentences that count credits or units and state no rule: examples, advice, what was before, what is brought from elsewhere."""

import re

from milepost.frameworks.importers.source import Passage

BROUGHT = re.compile(
    r"以前の学習|学習の認定|carr(?:y|ied) (?:over|forward|in)\b|\belse-? ?where\b|\btransfer|\bexempt|prior (?:learning|achievement|attainment)|\b(?:RPL|APL|APEL)\b|recognition of|already (?:hold|held|gained)|"
    r"認定済|移(?:す|せ|し)|(?:他|ほか)の団体|他団体|既修得|既習|移行|免除|持ち込|持ち越|先行学習",
    re.IGNORECASE,
)
FORMER = re.compile(
    r"\b(?:our|an|the) other (?:award|certificate|diploma|qualification)s?\b|\breplac(?:es|ed|ing)\b|\bsupersed|\bno longer\b|\bwithdrawn\b|\b(?:former|earlier|previous|old) (?:version|edition|qualification|award|certificate|diploma)|"
    r"廃止|旧版|以前の版",
    re.IGNORECASE,
)
OF_DOCUMENT = re.compile(
    r"\b(?:this|the) (?:edition|document|handbook|pack|specification|guide|section|chapter|booklet)\b.{0,30}\b(?:holds?|contains?|has|gives?|includes?|sets? out|describes?)\b",
    re.IGNORECASE,
)
ABOUT = re.compile(
    r"\b(?:about|around|roughly|approximately) (?:\d+|\w+) (?:credits?|units?)\b|"
    r"(?:単位|クレジット|ユニット|科目|つ|個)(?:ほど|くらい|ぐらい)|(?:およそ|約)\s*[\d一二三四五六七八九十]|と(?:言われ|勧められ|助言され|聞い)",
    re.IGNORECASE,
)
EXAMPLES = re.compile(
    r"(?:[\d.]+ )?(?:(?:worked|some|two|three|an?) )?(?:examples?|case stud(?:y|ies)|scenarios?)(?:(?: |: ).{0,80})?|(?:計算|履修|組み合わせの?)?例|"
    r"(?:[\d.]+ )?(?:(?:the )?units (?:that )?I (?:chose|took)|my (?:own )?(?:choice|units|route)|(?:私|わたし)が(?:選|取)\w{1,4}(?:ユニット|科目|単位))",
    re.IGNORECASE,
)
ADVICE = re.compile(
    r"\b(?:we|I) (?:would )?(?:advise|suggest|recommend)\b|\bit is (?:wise|sensible|a good idea)\b|"
    r"\bby way of example\b|^for (?:example|instance)\b|^(?:たとえば|例えば)|\bstops? (?:at|short of)\b|"
    r"(?:と|ば|方が|ほうが)(?:よい|良い|いい)(?:と|でしょう|です|だろう|かもしれ|。|$)|お(?:すすめ|勧め)",
    re.IGNORECASE,
)
FALLS_SHORT = re.compile(
    r"\bbut not (?:a|an|the) (?:full|whole|complete|entire) (?:qualification|award|certificate|diploma)\b|\bwho (?:complete|achieve|gain|pass|take)s? (?:one or more|single|individual|a few|only some) units?\b|\b(?:most|many|some) (?:learners|candidates|people|students)\b|\b(?:usually|typically|normally|on average)\b|\bassessors?\b(?!.{0,80}\bcredit)|\bfall(?:s|ing)? short of\b|\b(?:who|if (?:you|they|a learner|learners|somebody|someone|the learner|a candidate)) (?:\w+ )?(?:gains?|have|has|hold|holds|achieves?|gets?|stops?|finish(?:es)?) (?:with )?only\b|"
    r"\bper (?:unit|credit)\b|\b(?:each|one|every|a) credit (?:stands?|is|equals?|represents?|means?|takes?)\b|とどまっ|とどまる|(?:単位|クレジット|ユニット|科目)(?:1つ|一つ)?につき|満たさなかった|足りなかった|に当たる|に相当する",
    re.IGNORECASE,
)
OWN_CHOICE = re.compile(
    r"\b(?:[Hh]er|[Hh]is) (?:total|choice|selection|plan|credits?|units?)\b|\bI (?:took|chose|picked|did|finished with|ended up)\b|\b(?:[Ss]he|(?<!/)[Hh]e)\b(?! or\b|/)(?<!or he)(?<!or she)|[A-Z]\d{1,2} ?[がは] ?\d+ ?(?:単位|クレジット)|"
    r"^(?:これらを|全部)?(?:数え|足し|計算し)て(?:みる|いく)と"
)
PAST = re.compile(r"(?:ました|でした|[しっいえけきれせめべりち]た|だった)(?:(?:の|ん|わけ)(?:です|だ|である))?[。.]?$")
DUTY = re.compile(
    r"(?:必要|条件|限界|限度|上限|下限|義務|決まり|きまり|ルール|規則|最低|最大|以上|以下|まで|だけ|頭打ち|べき)(?:が|は|な)?(?:で|だった|と|あり|あった)|しか|(?:なけれ|ねば|なくて)(?:ば|は)?(?:なり|なら|いけ)|認め(?:られ|て)"
)  # what was asked, in a sentence that tells of the past
OF_PAIRS = re.compile(
    r"\bunits (?:are|range) (?:each )?(?:worth )?(?:between|from)\b.{0,30}\bcredits\b|\b(?:of|in|from) (?:a|an|each|every|any|the|these|those|such a|one) (?:\w+ )?(?:pairs?|combinations?|rows?)\b|\bboth units\b(?! (?:of|in|from) (?:the )?(?:(?:mandatory|optional) )?(?:group|section)\b)(?! (?:must|have to|need to|should|are (?:to be|mandatory|compulsory|required|needed))\b)",
    re.IGNORECASE,
)
LONGEST_HEADING = 90  # letters
DIGIT = re.compile(r"\d")
NUMBERED_HEADING = re.compile(r"\d+(?:\.\d+)*\.? Units?(?: [a-z]+){0,3}$")


OF_FACT = re.compile(
    r"\b(?:one|two|three|four|five|six|several|some|most|none|\d+) of (?:the|these|those|its|our) (?:\w+ ){0,2}units? (?:is|are)\b(?! to\b| required| needed| mandatory| compulsory)",
    re.IGNORECASE,
)  # what the units are, not how many are to be taken


def tells_of_something_else(text: str) -> bool:
    """Whether a sentence is an example, advice or history, or tells of what was gained elsewhere."""
    if any(
        pattern.search(text) for pattern in (BROUGHT, FORMER, ADVICE, FALLS_SHORT, OF_PAIRS, OWN_CHOICE, OF_DOCUMENT, OF_FACT, ABOUT)
    ) or NUMBERED_HEADING.match(text.strip()):
        return True
    return bool(PAST.search(text)) and not DUTY.search(text)


def heads_aside(text: str) -> bool:
    """Whether a heading stands above what may be brought from elsewhere."""
    return len(text) < LONGEST_HEADING and text[-1:] not in ".:;。" and not DIGIT.search(text) and bool(BROUGHT.search(text))


def heads_examples(text: str) -> bool:
    """Whether a heading stands above examples of learners."""
    return bool(EXAMPLES.fullmatch(text.strip().rstrip(":：")))


def without_questions(passages: list[Passage]) -> list[Passage]:
    """The passages up to the questions that learners are asked to begin with: "... by asking themselves such as: Why do paths wear?"."""
    for position, passage in enumerate(passages[1:-1], 1):
        if passage.text.endswith(":") and all(below.text.endswith("?") for below in passages[position + 1 :]):
            return passages[:position]
    return passages
