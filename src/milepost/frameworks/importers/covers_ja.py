"""The qualification that a Japanese account names: by labels with their values, or in the words of its first sentences."""

import re
import unicodedata
from collections.abc import Sequence

from milepost.frameworks.importers.identifiers import QAN, UAN
from milepost.frameworks.importers.lexicon import number
from milepost.frameworks.importers.source import KANA, Passage
from milepost.frameworks.importers.tables import QualificationRow

FIRST = 60  # passages in which an account says what it is about
SIZE = r"(?:ディプロマ|サーティフィケート|サティフィケート|アワード|卒業証書|修了証書?|証明書|認定証|証書|資格|検定|Diploma|Certificate|Award|NVQ)"
LINK = r"\s*(?:は、?|が、?|:|=|…+|\s|といい)\s*"
TITLE = re.compile(
    rf"(?:(?:資格|ディプロマ|証書|コース|課程|検定)の?(?:正式)?な?|正式な?|正式)?(?:名称|名前|(?<=[格マ書ス程定式])名|タイトル|題名|題目)(?:{LINK})[「『]?([^「」『』。:、/|]{{4,60}}?)[」』]?(?=$|[。、/|\s]|で(?:す|ある|、)|とい|である)"
)
QUOTED = re.compile(rf"[「『]([^「」『』]{{3,60}}?{SIZE}[^「」『』]{{0,30}})[」』]")
PHRASE = re.compile(
    rf"(?:^|[、。\s(]|[はがのる](?=[^ぁ-ん]))([^、。:「」()]{{0,24}}?レベル\s*\d[^、。:「」()はがをに]{{0,16}}{SIZE}(?:\s?[^、。:「」()はがをにのと\s]{{1,16}})?)(?=[はがをにのと、。]|$)"
)
OWN = re.compile(
    rf"([^\s、。:「」()/|]{{0,14}}?)(?:番号|コード|記号|No\.?|№)(?:{LINK}|(?=[A-Z0-9]))[「『]?((?=[A-Za-z./-]*\d)[A-Za-z0-9][A-Za-z0-9./-]{{1,15}})(?![A-Za-z0-9])"
)
BEHIND_TITLE = re.compile(rf"{SIZE}[」』]?\s?\(((?=[A-Z./-]*\d)[A-Z0-9][A-Z0-9./-]{{2,15}})\s?[、,)]")  # in brackets, with no word for it
BODY = re.compile(r"(?:協会|機構|団体|財団|機関|センター|連盟|評議会|アワーズ|会社|検定会)$")
OF_DOCUMENT = re.compile(
    r"(?:\s+|の)(?:受講(?:者)?の?)?(?:手引き?|規程|ハンドブック|ご?案内|ガイド(?:ブック)?|概要|要項)$|(?:について|とは).*$"
)
OTHERS = re.compile(r"電話|郵便|版|ページ|参照|ユニット|科目|単位|単元|センター|受験|受講|登録者|会員|口座|FAX|ISBN|UAN", re.IGNORECASE)
LEVEL = re.compile(
    rf"(?<!以上の)(?:レベル|水準|等級|級)(?:{LINK})(?:レベル|Lv\.?|L)?\s*([1-8一二三四五六七八])(?![\d\-/])|(?:レベル|水準)\s*([1-8一二三四五六七八])(?:の資格|である|です|。|$|\))"
)


def named_in_japanese(front: Sequence[Passage]) -> list[QualificationRow]:
    """The one qualification of a Japanese account; none where it gives no title, or no number for it."""
    lines = [(p, written(p)) for p in front[:FIRST]]
    if not KANA.search(" ".join(text for _p, text in lines)):
        return []
    title, place = "", None
    for pattern in (TITLE, QUOTED, PHRASE):
        for passage, text in lines:
            if (found := pattern.search(text)) and (named := trimmed(found[1])):
                title, place = named, passage.place
                break
        if title:
            break
    if not title or place is None:
        return []
    qan = next((m[0] for _p, text in lines if (m := QAN.search(text)) and not UAN.search(text)), "")
    qan = qan or next((m[0] for _p, text in lines for m in QAN.finditer(UAN.sub(" ", text))), "")
    own = next((value for _p, text in lines if (value := own_number(text))), "")
    own = own or next((m[1] for _p, text in lines if (m := BEHIND_TITLE.search(text)) and not QAN.fullmatch(m[1])), "")
    if not qan and not own:
        return []
    level = re.search(r"レベル\s*(\d)|Level (\d)", title)
    levels = [m[1] or m[2] for _p, text in lines if len(text) < 160 for m in LEVEL.finditer(text)]
    said = (level[1] or level[2]) if level else number(levels[0]) if levels else ""
    return [QualificationRow(place, number=own, title=title, level=said, accreditation_number=qan)]


def written(passage: Passage) -> str:
    cells = [c for c in passage.cells if c.strip()]
    return unicodedata.normalize(
        "NFKC", f"{cells[0].rstrip(': ')}: {cells[1]}" if len(cells) == 2 else passage.text or " ".join(cells)
    ).strip()


def trimmed(title: str) -> str:
    title = OF_DOCUMENT.sub("", title).strip(" ・-–—")
    return title if re.search(SIZE, title) and not BODY.search(title) and not re.fullmatch(rf"(?:この|その|本)?{SIZE}", title) else ""


def own_number(text: str) -> str:
    """The awarding body's own number of the qualification in a line or sentence."""
    for found in OWN.finditer(text):
        if not OTHERS.search(found[1]) and not QAN.fullmatch(found[2]) and not UAN.fullmatch(found[2]):
            return found[2].rstrip(".-/")
    return ""
