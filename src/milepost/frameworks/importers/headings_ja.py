"""Headings of a Japanese account: which stand above its rules, and which end them."""

import re
import unicodedata

from milepost.frameworks.importers.lexicon import is_japanese

LONGEST = 36  # letters
BULLETS = "・•–-*▪"
NUMBERED = re.compile(r"^(?:第?[\d一二三四五六七八九十]{1,3}(?:[章節条部.)]|[.、)]|(?=\s))|[■□●○◆◇▼▽★【《<\[(]|[Qq問]\s*\d*[.:、]?)+\s*")
OF_RULES = re.compile(
    r"組み?合わせ|組合せ|組み合せ|取り方|選び方|積み方|集め方|ルール|決まり|きまり|規則|規定|規程|約束|要件|条件|修了に必要|取得に必要|必要な(?:単位|クレジット|ユニット)|何(?:単位|クレジット)|(?:単位|クレジット)の(?:数え方|計算|配分|内訳)|構成|構造|仕組み|しくみ|履修方法|履修要領"
)
OF_OTHERS = re.compile(
    r"一覧|リスト|選んだ|取った|受けた|表$|内容|紹介|例$|の例|体験|経験|証拠|評価|費用|期間|受験|申し?込み|入学|受講|質問|はじめ|初めに|おわり|終わり|最後|まとめ|あとがき|進路|その後|次の|感想|感じ|失敗|理由|目次|基本情報|概要|対象|向い|向け"
)
WITHIN = re.compile(
    r"レベル|水準|上限|下限|グループ|群|必須|必修|選択|単位|クレジット|合計|全体|総|併用|注意|その他|ただし|重複|例外|数え方"
)
QUESTION = re.compile(r"^(?:[QＱq問]\s*\d*\s*[.．:、)]?|質問\d*)\s*|(?:です|ます|でしょう|よい|いい)か[。?]?$")
ASKS_OTHER = re.compile(
    r"名前|名称|どんなユニット|どのような(?:ユニット|科目)|時間|期間|費用|いくら|証拠|評価|英語|年齢|誰|いつ|試験|どのくらい|次に|進"
)
OF_SOMEBODY = re.compile(r"(?:ある|私|わたし|先輩|仲間|同僚|友人|さん|くん|一人の?)\S{0,8}の(?:選び方|取り方|積み方|組み?合わせ|ユニット)")
SENTENCE = re.compile(r"[。、]|(?:です|ます|ました|でした|である|こと|だ|する|ください)[。!]?$")


def heading_of_rules(text: str) -> bool | None:
    """Whether a line is a heading of rules; False for the heading of something else, None for no heading and for one within the rules."""
    if text.strip()[:1] in BULLETS:
        return None
    if QUESTION.search(text.strip()) and len(text) < LONGEST * 2:
        return False if ASKS_OTHER.search(text) else True if OF_RULES.search(text) or WITHIN.search(text) or "ユニット" in text else None
    text = NUMBERED.sub("", unicodedata.normalize("NFKC", text).strip()).strip("】》>])-– 　")
    if (
        not text
        or len(text) > LONGEST
        or not is_japanese(text)
        or SENTENCE.search(text)
        or re.search(r"\d\s*(?:単位|クレジット|ユニット)|[:：].", text)
    ):
        return None
    if OF_SOMEBODY.search(text):
        return False
    if OF_RULES.search(text) and not re.search(r"一覧|選んだ|取った|例$|の例", text):
        return True
    if OF_OTHERS.search(text):
        return False
    return None if WITHIN.search(text) else False
