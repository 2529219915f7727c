"""Rules of combination in a Japanese sentence, put together from its parts of meaning.

A sentence has quantities (how many, of what); each takes its bound (以上, を超えて…ない), its part (グループB, 選択) and its level from the
words around it, up to the next quantity. Negation turns a bound; a quantity that others are taken of (のうち) is no rule of its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from milepost.frameworks.importers.amounts import Quantity, RuleFact, facts
from milepost.frameworks.importers.lexicon import number
from milepost.frameworks.importers.parts_ja import MANDATORY, OPTIONAL, Level, Part, levels_in, own_part, parts_in, strongest_part

KANJI = "〇一二三四五六七八九十"
NATIVE = {"ひとつ": "1", "ふたつ": "2", "みっつ": "3", "よっつ": "4", "いつつ": "5"}
NUMBER = rf"(?:\d{{1,3}}(?![\d/])|[{KANJI}]+|{'|'.join(NATIVE)})"
UNIT = r"(?:ユニット|科目|モジュール|単元|教科|コース科目)"
CREDIT = r"(?:クレジット|単位|ポイント)"
NOT_COUNTED = (
    r"(?:時間|か月|ヶ月|カ月|ヵ月|箇月|月|年|日|週|回|人|名|歳|才|円|%|パーセント|割|分の|分間|章|頁|ページ|版|条|項|階|番|件|点|件|通|台|本|枚|冊|校|社|倍|級|段階|種類?|か所|箇所|カ所|営業日|"
    r"(?:つ|個)?の?(?:選択|オプション|必須|任意|主な|大きな)*の?(?:グループ|群|セクション|部|パート|分野|団体|センター|レベル|理由|条件|ルール|決まり|規則|点|こと|方法|資格|建物|現場|証拠|書類|ブロック|カテゴリー?)|つまたは|つずつに|つずつ(?!、?(?:選|取|履|修|必|合格|以上|は|を|の|で))|つに分|つ(?:だけ)?、?(?:知って|覚え|注意|気を|気に|忘れ|付け|つけ|言|申し|お願|断|確か|補足|大事|大切|困|心配|面白))"
)
QUANTITY = re.compile(
    rf"(?<![A-Za-z\d.,/#])(?<!第)(?<!分の)(?<!レベル)(?<!レベル )(?<!グループ)(?<![{KANJI}])({NUMBER})(?!{NOT_COUNTED})\s*"
    rf"(?:((?:つ|個|コ)?の?(?:選択|必須|必修|オプション|任意)?{UNIT}|(?:つ|個|コ)の{CREDIT}(?!分)|(?:つ|個|コ)|(?<=[ちっい]つ))|({CREDIT})(?:数|分)?)?"
)
RANGE = re.compile(rf"\s*(?:{CREDIT}|{UNIT}|つ|個)?\s*(?:以上)?\s*(?:[~〜\-–—]|から)\s*$")
LABEL = re.compile(
    rf".*({UNIT}|{CREDIT})(?:の(?:総)?数|の合計|総数|合計|数)?[^。\d{KANJI}、]{{0,16}}?(?:は|が|:|を合わせて|\s|として|のうち|それは)、?\s*(?:合計|全部で|全体で|最低|最大|少なくとも|あり、|それは|で|は)*\s*$"
)
TOTAL_LABEL = re.compile(rf".*(?:総|必修|必須|選択|オプション)({UNIT}|{CREDIT})数?\s*$")
SKIP = r"\s*(?:分|相当)?(?:の(?:ユニット|科目|単位|クレジット|もの))?(?:が|を|に|は|も|で|と)?\s*"
AFTER = (
    ("under", rf"{SKIP}(?:未満|満た(?:な|ず|ぬ)|足り(?:な|ず|ぬ)|届(?:かな|かず|かぬ)|達(?:しな|せず|しませ|さな)|下回|切(?:っ|る|ら|り)|割(?:っ|る|り込)|欠け|より少な|より下)"),
    ("min", rf"{SKIP}(?:以上|を?下ら(?:な|ず|ぬ)|達|届[いくけ]|到達|下限|最低(?:線|ライン|限)?|より上|から(?=で(?:す|ある|、|。)))|\s*(?:あって|そろって|揃って|集めて|取って)(?:初めて|はじめて|から)"),
    ("max", rf"{SKIP}(?:以下|以内|まで(?!に|の間|も)|上限|限度|限界|頭打ち|打ち切|打ち止め|天井|マックス|リミット|抑え|とどめ|留め|収め|おさめ|限[りっる])"),
    ("over", rf"{SKIP}(?:超|越え|越す|上回|オーバー|より(?:も)?多|より上回)"),
    ("only", rf"{SKIP}(?:だけ|のみ|しか|きり|こっきり)"),
)  # fmt: skip
BEFORE = (
    ("min", r"少なくとも|すくなくとも|最低(?!線)|最小|下限|必ず.{0,3}$"),
    ("max", r"最大|最高|最多|多くて|多くと|おおくと|せいぜい|上限|よくて|限度"),
    ("exact", r"ちょうど|きっかり|ぴったり|正確に"),
)
REFUSED = re.compile(
    r"(?<!少)な(?:い|く|けれ|かっ)(?!し|と(?:いけ|なら|だめ|修了|資格))|ませ|られず|できず|ならず|ならぬ|不可|だめ|ダメ|禁|切り捨て|無効|無駄|ムダ|むだ|対象外|除外|外され|捨て|消え|ゼロ|却下|拒|失"
)
ABLE = re.compile(
    r"(?:でき|られ|選べ|取れ|使え|入れ|足せ|もらえ|含め|され|積め|持て)る(?:の|もの|ユニット|科目|単位|クレジット|ポイント|数|分|上限|グループ)*(?:は|が)|てよいのは|ていいのは|もらえるのは|認めるのは|数えるのは|算入するのは|に(?:入|含ま)(?:る|れる)のは"
)
MAY_COUNT = re.compile(
    r"数え|算入|認め|計算|使え|カウント|加え|加算|足|含め|入れ|もら|選べ|取れ|選択でき|選ぶことが|取ることが|有効|入る|のは|まで"
)
ASKED = re.compile(
    r"必要|必ず|なけれ|なくて|ないと|ねば|ねばな|要(?:る|す|り|求|件)|求め|義務|条件|べき|こと(?:。|と|に|が|$)|ください|ましょう|ラインは|修了|取得|修得|獲得|達成|集め|取り|取る|満た|選び|選ぶ|ものとする|とする|授与|交付|認定|資格|完了|合格|卒業|占め|稼|貯め|積|埋め|そろ|揃|以上|残る|残り|内訳|なる|なり|です$|です。|である|確保|得る|得て|:\s*\d"
)
TOTAL = re.compile(
    r"合計|総計|総|全体|全部|トータル|ひっくるめ|通算|(?<![設統時])計(?=\s*[\d〇一二三四五六七八九十])|資格全体|ディプロマ全体"
)
WHOLE = re.compile(
    r"資格|修了|ディプロマ|証書|証明書|卒業|授与|交付|合格|認定|完了|要件|必要|取得|修得|獲得|達成|集め|なけれ|ねばな|名乗|登録|求め|要る|要する|もら|貯め|条件|(?:選ぶ|選べる|取る|取れる|使える|入る|数に入る)"
)
REFERENCE = re.compile(rf"\s*(?:{CREDIT}|{UNIT})?(?:分)?(?:以上)?(?:のうち|の内(?!訳)|の中(?:から|で|の|に)|中(?:の)?(?=少|最|\d)|を構成)")
HELD = re.compile(
    r"\s*(?:が|も|分|分が|ほど)?(?:あり|ある|あって|含まれ|載っ|並ん|用意|存在|提供)|\s*(?:から(?:成|な)(?:る|り|って)|で構成され|に分か|の中から|を擁)|\s*\)?(?:が|は|を)[^。、\d]{0,20}(?:分類|分かれ|分け|構成され|まとめ)"
)
ALL_OF = re.compile(
    r"[はをが](?:、)?(?:すべて|全て|全部|みな|全員|どれも|いずれも|両方|どちらも)|で(?=[\d一二三四五六七八九十])|すべて|全部"
)
ALL_BEFORE = re.compile(r"(?:全|すべての|全ての|全部の)\s*$")
BACK = re.compile(r"(?:分)?(?:に(?:な|相当|達|あた|当た)|である|です|を得|とな|が得|だ)")
HAS_CREDITS = re.compile(
    r"\s*(?:は(?:すべて|全て|全員)?、?(?:必修|必須)で、?)?(?:で|だけで|これで|これだけで|を合わせて|の合計)、?(?:これで|合わせて|計|合計)*\s*[\d一二三四五六七八九十]+\s*(?:クレジット|単位|ポイント)(?!以上|以下|まで)"
)
TOO_FEW = re.compile(r"\s*(?:以上)?(?:だけ)?で(?:は|も)(?:足り|不十分|不足)|も[^。、]{0,8}なくて(?:も)?(?:よい|良い|いい|かまわ|構わ)")
COMPOSED = re.compile(rf"{CREDIT}(?:以上)?(?:と|および|及び|、|に加え)[^。]*?{CREDIT}(?:以上)?(?:から(?:成|な)|で構成|を合わせ|で成)")
LIMITED = re.compile(
    r"(?:超え|越え|上回っ)た(?:分|部分)|数え(?:られ|る)[^。]{0,8}(?:まで|だけ|以内|以下)|まで(?:しか|を|が|です|である|だ|と)"
)  # what only goes on with the part of the sentence before
SUM = re.compile(r"(?:合わせて|あわせて|合計|足して|締めて)[はで、]*\s*$")  # of groups that were named one by one
UNIT_CODE = re.compile(r"(?<![A-Za-z\d])[A-Z]{1,3}\d{1,3}(?!\d)")
ABOUT_UNIT = re.compile(rf"\s*の{UNIT}|\s*(?:が|を)?(?:付|与え|もらえ)")
CONTINUES = re.compile(
    r"(?:が|て|で|り|し|かつ|また|と|から|けれど|ものの|つつ|上限|下限|ただし|以上|以下)[、は]|^[、,/・]|ただし|一方で|最[高大低]|上限|下限"
)


@dataclass(slots=True)
class Counted:
    """A quantity with what surrounds it: the text back to the quantity before and on to the next."""

    value: int
    measure: str
    start: int
    end: int
    before: str
    after: str
    low: int | None = None


def rules_of_japanese(text: str, here: str = "", measure: str = "", spoken_of: str = "") -> list[RuleFact]:
    """Every rule that a sentence states. `here` is the group whose heading stands above it, `measure` what the sentence before counts,
    `spoken_of` the part that it speaks of."""
    counted = counted_in(text, measure)
    if not counted:
        return []
    parts, levels = parts_in(text), levels_in(text)
    each_of_them = bool(re.search(r"ずつ", text))
    composed = bool(COMPOSED.search(text)) and {"mandatory", "optional"} <= {p.value for p in parts}
    context, out_of = "", 0
    found: list[RuleFact] = []
    said: list[str] = []  # the part of each quantity so far
    for k, one in enumerate(counted):
        part = part_of(text, counted, k, parts, said, spoken_of)
        if part == "here":
            part = f"group:{here}" if here else spoken_of if spoken_of.startswith("group") else ""
        level = level_of(counted, k, levels)
        if REFERENCE.match(one.after):
            context, out_of = part or context, one.value
            said.append("")
            if not (TOTAL.search(one.before[-8:]) or re.search(r"(?:取得|修得)(?:する|すべき)$", one.before)) or part:
                continue
        elif part == "mandatory" and context.startswith("group"):
            part = context
        bound = bound_of(text, counted, k)
        asked = bool(bound or part or context or one.low is not None or ASKED.search(text) or (parts and TOTAL.search(one.before[-6:])))
        said.append(part)
        if TOO_FEW.match(one.after):
            continue
        makes_up = composed or (part == "mandatory" and one.measure == "credits" and SUM.search(one.before))
        if (
            not bound and ((HELD.match(one.after) and not makes_up) or (one.measure == "credits" and ABOUT_UNIT.match(one.after)))
        ) or not asked:
            continue
        if not bound and (UNIT_CODE.search(text) or re.search(rf"{CREDIT}値", one.before)):
            continue  # what a unit has, or several have together
        whole = one.measure == "units" and not bound and bool(ALL_OF.match(one.after) or ALL_BEFORE.search(one.before))
        if one.measure == "units" and not bound and re.match(r"\s*[((](?:計|合計)?\s*\d+\s*(?:クレジット|単位)", text[one.end :]):
            continue  # how many units there are, with the credits that they have in brackets
        if (
            one.measure == "units"
            and not bound
            and part
            and any(
                c.measure == "credits"
                and c is not one
                and part_of(text, counted, n, parts, [*said, *[""] * len(counted)], spoken_of) == part
                and not bound_of(text, counted, n)
                for n, c in enumerate(counted)
            )
        ):
            continue  # how many units there are that have the credits of which the sentence speaks
        if one.measure == "units" and not bound and HAS_CREDITS.match(text[one.end :]):
            continue
        if whole and any(c.measure == "credits" and not REFERENCE.match(c.after) for c in counted):
            continue
        total = TOTAL.search(text) or WHOLE.search(text) or bound
        scope = (
            part
            or (context if level or context.startswith("group") else "")
            or (f"group:{here}" if here and not TOTAL.search(text) else "")
        )
        if not scope and not level and (not total or (re.search(r"残り", one.before) and re.search(r"できます|かまいません|よい", text))):
            continue
        if each_of_them and scope in ("optional",) and re.search(r"グループ|群", text):
            scope = "each-optional-group"
        scope, _equals, groups = scope.partition("=")
        quantity = Quantity(one.low, one.value, one.measure, bound.removesuffix("*"), scope, one.start, one.end)
        for fact in facts(quantity, scope or "total", level.notation if level else "", negated=bound.endswith("*")):
            found.append(
                fact
                | ({"groups": groups} if groups else {})
                | ({"whole": 1} if whole else {})
                | ({"of": out_of} if out_of not in (0, one.value) and not scope else {})
            )
    return found


def counted_in(text: str, measure: str) -> list[Counted]:
    """The quantities of credits and units; a number that names no measure has that of its label or its neighbours."""
    named_levels = levels_in(text)
    matches = [
        m
        for m in QUANTITY.finditer(text)
        if not inside_word(text, m) and all(m.end() <= v.start or m.start() >= v.end for v in named_levels)
    ]
    kept: list[tuple[re.Match[str], str]] = []
    for m in matches:
        own = "units" if m[2] and not re.search(CREDIT, m[2]) else "credits" if m[3] or m[2] else ""
        if m[1][:1] in NATIVE or m[1] in NATIVE:
            own = own or "units"
        kept.append((m, own))
    named = [own for _m, own in kept if own]
    found: list[Counted] = []
    for k, (m, own) in enumerate(kept):
        begin = kept[k - 1][0].end() if k else 0
        end = kept[k + 1][0].start() if k + 1 < len(kept) else len(text)
        before, after = text[begin : m.start()], text[m.end() : end]
        label = LABEL.match(text[: m.start()]) or TOTAL_LABEL.match(text[: m.start()])
        if not own:
            ranged = k + 1 < len(kept) and RANGE.fullmatch(after)
            bounded = adjacent(after) or (found and stands_alone(before, after))
            if not (
                label
                or ranged
                or bounded
                or (re.match(r"\s*(?:は|が|で|と|です|。|、|$)", after) and re.search(rf"{CREDIT}|内訳|うち、?$", before))
            ):
                continue
            own = ("credits" if re.match(CREDIT, label[1]) else "units") if label else ""
            own = (
                own
                or (kept[k + 1][1] if ranged else "")
                or (found[-1].measure if found else "")
                or next(iter(named), "")
                or measure
                or word_for(text)
            )
            if not own:
                continue
        value = int(number(NATIVE.get(m[1], m[1])))
        if found and RANGE.fullmatch(text[found[-1].end : m.start()]) and not re.search("以上", text[found[-1].end : m.start()]):
            last = found.pop()
            found.append(Counted(value, own or last.measure, last.start, m.end(), last.before, after, low=last.value))
            continue
        found.append(Counted(value, own, m.start(), m.end(), before, after))
    for one in found:
        one.before = text[max((o.end for o in found if o.end <= one.start), default=0) : one.start]
        one.after = text[one.end : min((o.start for o in found if o.start >= one.end), default=len(text))]
    return found


def word_for(text: str) -> str:
    return "credits" if re.search(CREDIT, text) else "units" if re.search(UNIT, text) else ""


def inside_word(text: str, m: re.Match[str]) -> bool:
    """Whether kanji are part of a word, not a number: 一方, 一緒, 十分, 二者択一."""
    if m[2] or m[3]:
        return False
    if m[1].isdigit() or m[1] in NATIVE:
        return bool(re.match(r"[A-Za-z]", text[m.end() :]))
    follows = text[m.end() : m.end() + 2]
    return not re.match(r"\s*(?:$|以上|以下|以内|まで|を|は|が|に(?:達|届|到)|で|と|です|である|、|。|未満|より)", follows)


def adjacent(after: str) -> bool:
    return any(re.match(pattern, after) for _kind, pattern in AFTER[:4])


def stands_alone(before: str, after: str) -> bool:
    """Whether a number is all that is said of a part: 必修19、選択34."""
    return bool(
        re.search(r"(?:グループ\s*[A-Z]|[A-Z](?:グループ|群)|(?:必修|必須|選択)が?|から|では|は)、?\s*$", before)
        and re.match(r"\s*(?:、|。|$|と|で|を)", after)
    )


def bound_of(text: str, counted: Sequence[Counted], k: int) -> str:
    """min, max, exact, over or under, with "*" where the sentence refuses it; empty where it only says how many."""
    one = counted[k]
    after = one.after
    for kind, pattern in AFTER:
        if found := re.match(pattern, after):
            rest = text[one.end + found.end() :]
            clause = re.split(r"(?:、|けれど|。)(?=.{0,30}[\d一二三四五六七八九十])", rest)[0]
            if kind == "only":
                return "max" if MAY_COUNT.search(text) and not re.match(r"\s*で(?!す|し|ある)", rest) else ""
            if kind in ("over", "under"):
                return (
                    f"{kind}*"
                    if REFUSED.search(clause) or (re.match(r"(?:る|た|える|えた)?(?:分|部分)", clause) and REFUSED.search(rest))
                    else kind
                )
            if kind == "min" and re.search(r"以上", found[0]) and k + 1 < len(counted) and REFERENCE.match(after):
                return "min"
            return kind
    if found_before := [
        (m.end(), kind) for kind, pattern in BEFORE for m in re.finditer(pattern, one.before) if len(one.before) - m.end() <= 24
    ]:
        return max(found_before)[1]
    if ABLE.search(one.before) and not re.search(r"初めて|以上", text):
        return "max"
    tail = re.match(r"[^。]{0,12}?(?:が|を|で)(?:上限|限度|限界|頭打ち|打ち切|打ち止め|天井)", after)
    if tail:
        return "max"
    return ""


def part_of(text: str, counted: Sequence[Counted], k: int, parts: Sequence[Part], said: Sequence[str], spoken_of: str) -> str:
    """The part that a quantity is of: before it in its own words, behind it where it is their topic, or that of the quantity it goes on from."""
    one = counted[k]
    last = k + 1 == len(counted)
    begin = counted[k - 1].end if k else 0
    if k and (topic := topic_behind(text, counted, k - 1, parts)):
        begin = max(begin, topic.end)
    ahead = [p for p in parts if begin <= p.start < one.start]
    if in_brackets := next((p for p in parts if p.value.startswith("group") and IN_BRACKETS.fullmatch(text[one.end : p.start])), None):
        return in_brackets.value
    if not ahead and k and SUM.search(one.before) and (summed := summed_part(text, said)) is not None:
        return summed
    behind = topic_behind(text, counted, k, parts)
    if behind and (not ahead or behind.value != "mandatory"):
        return behind.value
    if len({p.value for p in ahead if p.value.startswith("group")}) > 1 and SUM.search(one.before):
        return ""
    if ahead:
        return strongest_part(ahead)
    following = [p for p in parts if p.start >= one.end and (last or p.end <= counted[k + 1].start)]
    if last and following and not k:
        return strongest_part(following)
    held = k and HELD.match(counted[k - 1].after) and not re.search(r"全体|資格|修了", one.before)
    held = held or (k and one.measure == "credits" and counted[k - 1].measure == "units" and bool(SUM.search(one.before)))
    if k and said[k - 1] and (held or not TOTAL.search(one.before)) and not re.search(r"資格全体|修了に|を含", one.before):
        between = one.before
        if re.search(r"[ぁ-ん]、", between) and not levels_in(between):
            return said[k - 1]
        if (
            CONTINUES.search(between)
            or len(between) <= 8
            or re.search(r"\([^)]*$", between)
            or re.search(r"これ(?:だけ)?で|ここから|合わせて|あわせて", between)
        ):
            return said[k - 1]
    if last and following:
        return strongest_part(following)
    if (
        not parts
        and spoken_of.startswith("each")
        and one.measure == "units"
        and re.search(r"必ず|少なくとも|最低|以上|それぞれ|ずつ", one.before + one.after)
    ):
        return spoken_of
    if not parts and BACK.match(one.after) and not TOTAL.search(one.before):
        return spoken_of
    if (
        not parts
        and spoken_of.startswith("group")
        and one.measure
        and LIMITED.search(text)
        and not TOTAL.search(text)
        and not levels_in(text)
    ):
        return spoken_of
    return ""


BESIDE = 4  # letters between two quantities of one thing
TAKEN_FROM = re.compile(r"(?:から|より)は?\s*(?:少なくとも|最低(?:でも)?|合計)?\s*")
IN_BRACKETS = re.compile(r"\s*(?:以上|以下|以内|まで|分)?\s*[(]\s*(?:必修|必須|選択|オプション)?の?\s*")
TOPIC = re.compile(
    rf"\s*[・•]?\s*({OPTIONAL}|{MANDATORY})(?:グループ|群|{UNIT}|{CREDIT})*(?:の(?:{UNIT}|{CREDIT}))?(?:は|について(?:は)?|に関しては)、"
)


def summed_part(text: str, said: Sequence[str]) -> str | None:
    """The part whose sum a sentence gives after amounts from its groups: the one that it begins with, else these groups together, and all
    where the mandatory one is among them; None where no two groups were named."""
    named = list(dict.fromkeys(part.removeprefix("group:") for part in said if part.startswith("group:")))
    if len(named) < 2:
        together = next((part for part in reversed(said) if part.startswith("each-optional-group=")), "")
        return together.replace("each-optional-group=", "group:") or None
    if topic := TOPIC.match(text):
        return "mandatory" if re.match(MANDATORY, topic[1]) else "optional"
    return "" if "A" in named or "mandatory" in said else "group:" + "+".join(named)


def topic_behind(text: str, counted: Sequence[Counted], k: int, parts: Sequence[Part]) -> Part | None:
    """The part that follows a quantity as its own; not that of the next, as in "4 from Group B, and from Group C also 4"."""
    one = counted[k]
    behind = topic_part(one, parts, counted[k + 1].start if k + 1 < len(counted) else None)
    ahead = [p for p in parts if p.end <= one.start and (not k or p.start >= counted[k - 1].end)]
    taken = bool(behind and ahead and TAKEN_FROM.fullmatch(text[ahead[-1].end : one.start]))
    return None if behind and taken and "は" not in text[one.end : behind.start] else behind


def topic_part(one: Counted, parts: Sequence[Part], until: int | None) -> Part | None:
    """The part that follows a quantity which is the topic: 12単位はグループAから."""
    for part in parts:
        if part.start < one.end or (until is not None and part.start >= until):
            continue
        between = one.after[: part.start - one.end]
        if re.fullmatch(
            r"\s*(?:以上|以下|以内|まで|分)?(?:は|が|を|については|に関しては|、)、?\s*(?:すべて|全て|必ず|少なくとも)?\s*", between
        ) and re.match(r"\s*(?:以上|以下|以内|まで|分)?(?:は|が|を|に)", one.after):
            return part
        return None
    return None


def level_of(counted: Sequence[Counted], k: int, levels: Sequence[Level]) -> Level | None:
    one = counted[k]
    last = k + 1 == len(counted)
    begin = counted[k - 1].end if k else 0
    ahead = [v for v in levels if begin <= v.start < one.start]
    if k and ahead and level_of(counted, k - 1, levels) is ahead[-1] and re.search(r"[でとて]、|また", one.before[ahead[-1].end - begin :]):
        ahead = []  # it was that of the quantity before
    behind = [v for v in levels if v.start >= one.end and (last or v.start < counted[k + 1].start)]
    if behind and (last or re.match(r"\s*(?:以上|以下)?(?:は|が|を)", one.after)):
        return behind[0]
    if k and not ahead and not behind and counted[k - 1].measure != one.measure and len(one.before) <= BESIDE:
        return level_of(counted, k - 1, levels)  # "at level 4 at most two units, 10 credits"
    return ahead[-1] if ahead else None


__all__ = ["own_part", "rules_of_japanese"]
