"""Where a line of Japanese begins an entry of a list, and so does not go on the line before it, however full that is."""

import re
import unicodedata

from milepost.frameworks.importers.identifiers import UAN
from milepost.frameworks.importers.lexicon import is_japanese

ANEW = re.compile(
    r"[\s\u3000]*(?:[・•■□●○◆◇▪◎※【★☆▶▷➤❖〔＜]|[(（]?注[)）:：]|――|(?:[QＱAＡ]\s*\d*|問\s*\d*|答)[．.：:、]|第[\d一二三四五六七八九十]+条|[①-⑳]|(?:グループ|セクション)\s*[A-ZＡ-Ｚ]\d?\s*(?:[(（:：]|必[修須]|選択|任意|オプション|$)|[A-ZＡ-Ｚ]群|(?:必須|必修|選択|任意)(?:ユニット|科目|単位|グループ)|\S{2,12}[:：](?!\s*$))"
)
HELD = re.compile(
    r"[\s\u3000*-]*(?:[A-ZＡ-Ｚ]{0,4}[-.]?[\d０-９]{1,4}[\s\u3000(（「:：、はー–-]|[A-ZＡ-Ｚ][/／]|[一二三四五六七八九十]{1,3}、)"
)


FACTS_END = re.compile(r"(?:レベル|GLH|単位|クレジット|時間)\s*:?\s*\d+\s*\)?$|\d\s*(?:単位|クレジット|時間|級)\)?$")
UNFINISHED = re.compile(r"(?:レベル|グループ|[、,(「・]|[ぁ-ん])$")


def begins_anew(line: str, before: str = "") -> bool:
    """Whether a line of Japanese begins an entry of a list: with its bullet, its group, its label, or the code of a unit whose number it holds
    or whose facts the line before ended with."""
    if not is_japanese(line):
        return False
    if ANEW.match(line):
        return True
    if not re.match(r"[\s*-]*[A-ZＡ-Ｚ]", line) and UNFINISHED.search(unicodedata.normalize("NFKC", before).strip()):
        return False
    told = UAN.search(unicodedata.normalize("NFKC", line)) or FACTS_END.search(unicodedata.normalize("NFKC", before).strip())
    return bool(told and HELD.match(line))
