"""Questions that ask yes or no, and whether a quoted Chinese clause says one or the other.

Both are read as senses: axes (may it? does it go on? is it done? does it rise?) with the side that the words are on.
The verdict is whether the sides agree; where they contradict themselves or share no axis, there is none.
"""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.text import simplified, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator


class Verdict(StrEnum):
    """What the clause says to the question."""

    YES = "yes"
    NO = "no"


def _table(rows: str, before: str = "") -> dict[str, re.Pattern[str]]:
    """Return a pattern for each name that rows begin with: any of the alternatives in its rows, `before` them."""
    words: dict[str, list[str]] = {}
    for row in rows.strip().splitlines():
        name, alternatives = row.split(" ", 1)
        words.setdefault(name, []).append(alternatives)
    return {name: re.compile(rf"{before}(?:{'|'.join(found)})", re.IGNORECASE) for name, found in words.items()}


_A_NOT_A = r"(.{1,2})[不没]\1"
_ASKS_YES = _table(rf"""
zh [吗么][？?。!！]*$|吗[，,；;、]|是否|有没有|[能可会]否|{_A_NOT_A}|([没否不未]|没有)[？?。]*$|也[能可要会].*[？?]$
en (^|, )((do|does|did|is|are|was|were|has|have|had|ca|can|could|wo|will|would|shall|should|may|might|must)(n't)?)\b
de (^|, )(ist|sind|war(en)?|wird|werden|wurden?|hat|haben|hatten?|kann|können|konnten?|darf|dürfen|durften?)\b
de (^|, )(soll(en|te)?|muss|müssen|mussten?|will|wollen|gibt|gab|bleib(t|en)|steigt|stieg|sinkt|sank|wächst|nimmt)\b
de (^|, )(plan(t|en)|gilt|gelten|geht|gehen|macht|erh[aä]lt(en)?|hält|liegt|lag|besteh(t|en)|stimmt|braucht)\b
fr \best[- ]ce (que\b|qu')|\w-(t-)?(ils?|elles?|on|ce|nous|vous)\b|\b(est|sont|a|ont|va|vont|peut|sera)\b.*\?$
es ¿(?!(número|cantidad|porcentaje|tasa|cifra|objetivo|meta|importe|total|año|fecha)\b).*\w+ \w+
ru \bли\b|^(?!(число|количество|доля|размер|темп|объ[её]м|цель|сумма|уровень)\b)\w+ \w+ .*\?$
ja (か|の|かな)[。？?]*$
ko (까|나요|[는은인한던된]가요?|[했되었았있없하]나|니|죠|지요)[?？]*$
ar (^|[\s،])(هل|أليس|أليست|ألم|ألا)\s
""")
_ASKS_ELSE = _table(r"""
zh 什么|谁|哪|多少|(?<![好前这近十头])几(?!十)|怎么(?![说看])|怎样|如何|为何|何[时处地]|多[大久高长远重快]的?[？?]?$|啥
zh 咋|干吗|[是会要该].*还是
en (^|[,;:] ?|\b(and|if so),? )((by|at|in|on|to|from|for|with) )?(what|which|who|whom|whose|how|why|when|where)\b
en \b(how (many|much)|what (is|was|are|were)|tell me|do you know|or (still|rather|only|just|did|does|will|has|\d))\b
en ^(is|are|was|were)\b.* or (?!not\b)
de \b(wie ?viele?|wie|was|wer|wem|wen|wann|wo|warum|welche[rsmn]?|weshalb|wieso|woher|wohin|womit|wofür|wozu)\b
de ^(ist|sind|war|waren)\b.* oder (?!nicht\b)|\boder (\d|doch|nur|noch|eher)
fr \b(combien|quel(le)?s?|comment|pourquoi|quand|quoi|(la|les?)quel(le)?s?|qui est-ce|qu'est-ce)\b
fr (^|, |\bet |\b(à|de|par|avec|pour) )(qui\b|que\b|qu'|où\b)|\bou (bien|plutôt|encore|est-ce|\d)
es (qué|cuál|cuánt|cómo|cuándo|dónde|quién)|(^¿?|, |\by )(que|cual|cuant[oa]|como|cuando|donde|quien)
es \b[ou] (más bien|todavía|sólo|solo|sigue|\d)
ru \b(сколько|как(ой|ая|ое|ие|ов|ова|им|ими|их|ую|ого|ому|ом)?|когда|где|куда|кто|кого|почему|зачем|чей)\b
ru \b(?<!, )(что|чем|чего)\b|\bили (?!нет\b)
ja 何|なに|なん[でのか]|いくら|いくつ|いつ|どこ(?!でも)|どの|どれ|どう|どんな|どちら|だれ|誰|なぜ|幾|か、.*か|それとも
ko 무엇|무슨|누구|누가|언제|어디|어느|어떤|어떻게|왜|몇|얼마|뭐|뭘|아니면|인가,? .*인가
ar (^|[\s،و])(كم|ما|ماذا|متى|أين|كيف|لماذا|من|أي|أية)(?=\s)(?!\s+(أجل|خلال))|\sأم\s
""")
"""Words that ask for a thing or a number, or offer two things to choose from."""
_ORDERS = re.compile("请(?!求)|告诉|列[出举]|说[说明]|介绍|[想要](?:知道|了解|查)")
"""Words of Chinese that ask for something without a question word."""

_CHINESE = _table(r"""
may+ 允许|容许|容忍|可以|可(?![持靠控再观行比见贵喜])|(?<![用节功职智才技产势动核热电效未])能(?![源力耗量效])|让(?!利)
may+ 许(?![多可])|[行成]$|放宽|放开|开放|支持|鼓励|赋予|准入|赞成|主张|限制[^，]{0,5}(?:放开|放宽|解除)
may- 严禁|禁止?|不得|不准|不许|不能|不可|不让|不允许|[决绝]不(?:能|让|允?许|容许)|限额|严控|严格控制|(?:准入)?限制|限迁
may- 抑制|反对|抵制|收紧
on+ 继续|坚持|仍|还(?!款)|延长|接着|保留
on- 取消|停止|停建|停批|废止|废除|废掉|结束|终结|破除|不再|退出|没了|脱钩|放一放|放松|放弃|忽视|撤[了销除掉]|中止
do+ 推出|启动|实施|建立|设立|推行|实行|开展|推进|推动|推广|推开|发放|发行|审批|批准|加入|出台|试点|征求意见|纳入|发展
do+ 延迟|推迟|往后推|覆盖|普及
do- 暂缓|搁置|叫停
done+ 完成|实现|建成|开通|贯通|通车|通水|投产|成功|圆满|达到|做到|解决|搞完|弄完|改观|治好|突破|胜利|打赢|守住|消灭|过半
done+ 超过|通上|控制住
done- 落空|失败|完不成|低于|以内|未达
up+ 增加|提高|上升|增长(?!目标|预期|点|极|动力|方式)|扩大|上涨|会涨|涨(?=[了]|$)|扩招|快于|高于|多花|加价|加成|上调
up+ 较[高多快大]|往上|增(?![值长])|(?<![0-9一二三四五六七八九十百千两][年月天万亿倍百千个])[高多快大](?=[了些]|$)|提$
up+ 提[至到](?=[0-9百])
up- 减少|下降|降低|缩小|压减|下调|往下|变小|减下|慢于|零增长|负增长|回落|[低少慢小](?=[了些]|$)|较[低少慢小]
pay+ [交缴][^，]{0,3}[税钱费](?!率)|收费|门票|掏钱|要钱|自己掏|自个儿掏|学杂费
pay- 免费|[暂减]?免[征收除交缴]?[^，]{0,20}[税费]|零关税|不收钱
must+ 必须|强制|硬压|硬推|强迫|硬性|逼|行政命令
must- 自愿|自主|不必|不用
safe+ 安全(?!事故|生产|保障|监管|隐患|风险)|可控|承受|扛得住|够|充裕|充足|有利|好事|好转|改善|变好|欢迎
safe- 失控|危险|不足|短缺|不利|恶化|受到?影响
turn+ (?<![不转])变(?=了|$)|改变|(?<!深化)改(?=了|$)|转弯
turn- 不[会能]?变|保持稳定|不动摇
equal+ 一视同仁|一样|同样|平等|一碗水
equal- 区别对待|歧视
""")
"""Words of Chinese questions and reports on either side of each axis."""

_SPACED = _table(
    r"""
may+ (can|could|may|safe to)\b|allow|encourag|permi|open to|welcome|d[aü]rf|k[aö]nn|erlaub|zugelassen|peut|peuvent|pourr
may+ autoris|foment|puede|podrá|autoriz|можно|могут|может|смогут|разреш|поощр|открыт
may- ban(s|ned|ning)?\b|prohib|prohíb|forbid|restrict|limit|verbiet|verbot|beschränk|interdi|oppos|ablehn|rechaz|запре
may- огранич|против
on+ still|continu|keep|remain|stay|kept|retain|any longer|left\b|exten[ds]|prolong|weiter|noch\b|bleib|beibehalt
on+ verlänger|encore|toujours|reste|prorrog|siguen?\b|aún|todavía|mantien|mantend|продол|остаёт|сохран|продлева
on- stop|lift(s|ed|ing)?\b|remov|aufgehoben|levée?s?\b|levant|снят|end(s|ed|ing)?\b|relax|neglect|relaj|locker|relâch
on- abolish|scrap|cancel|eliminat|phased? out|abgeschafft|abschaff|einstell|beend|supprim|aboli|elimin|suprim|отмен
on- прекра|ликвид|упраздн
do+ launch|introduc|set up|establish|implement|roll(ed|ing)? out|develop(?!ment|ing countr)|promot|push|mov(e|ing) (a|f)
do+ trial|pilot|join|exist|exten[ds]|expan|retrofit|have a say|einführ|gründ|erprob|förder|umsetz|ausgeweitet|étend|lanc
do+ introdui|instaur|développ|promov|запус|введ|внедр|созда|развив|распростран
do- postpon|suspend|shelv|verschob|reporté|aplaz|отлож
done+ finish|complet|succe|meet\b|achiev|accomplish|reach|solv|resolv|wiped out|won\b|overc[oa]me|abgeschlossen|fertig
done+ erreich|gelungen|gelöst|achev|atteint|réuss|terminé|terminad|cumpli|logr|resuel|alcanz|заверш|достиг|удалось|решен
done- miss(ed)?\b|fail|f[ae]ll short|verfehl|gescheitert|scheiter|manqué|échou|fracas|incumpl|провал
up+ ris(e|ing)|rose|increas|gr[eo]w(?!th)|raise|raising|widen|steig|gestieg|erhöh|wachs(?!tum)|höher|augment|hauss|accr
up+ relev|aument|sub(ir|ió|e)\b|crec(?!imiento)|раст[уё]|вырос|увелич|повы|расшир|cost more|gastar más
up- f[ae]ll|drop|declin|cut|reduc|lower|narrow|shrink|shrunk|sink|gesunk|gefallen|senk|reduz|baiss|diminu|rédui|recul
up- baja[rn]?\b|bajó|disminu|сниз|упал|сокра|уменьш
pay+ pay|(?<!free of )charg|fees?\b|surcharg|zahl(t|en)\b|gebühr(?!enfrei)|payant|pagar?\b|cobr|recargo|плат[инея]
pay- free of charge|for free|exempt|kostenlos|gebührenfrei|gratuit|exon|gratis|exent|бесплатн
must+ must|have to|has to|requir|mandator|compulsor|müss|muss|verpflicht|doi(t|vent)|oblig|deben?\b|долж|обязан
must- voluntar|freiwillig|volontair|добровол
safe+ safe\b|enough|sufficient|under control|sicher\b|sûr|suficient|безопасн|достаточн
safe- out of control|runaway|unsafe|shortage
turn+ (?<!climate )chang|turn\b|änder|geändert|modifi|cambi(?!o clim)|измен(?!ени)
equal+ equal|alike|gleich\b|égal|igual|одинаков
equal- discrimin|diskrimin|дискримин
""",
    r"\b",
)
_UNSPACED = _table(r"""
may+ 수 있|허용|허락|(?<!지속)(?<!지속 )가능|장려|できる|(?<!持続)(?<!再生)可能|認め|يمكن|سمح|يجوز
may- 금지|제한|반대|禁止|制限|反対|عارض|حظر|منع|قيود
on+ 여전히|계속|유지|まだ|引き続|続け|維持|يزال|ستواصل|يستمر|تمديد
on- 폐지|중단|철폐|廃止|中止|撤廃|إلغاء|ستلغي|وقف
do+ 도입|시행|추진|설립|導入|実施|開始|設立|推進|作れる|إطلاق|تطبيق|إنشاء|تنفيذ
done+ 완료|달성|성공|완성|해결|完了|達成|成功|完成|実現|解決|اكتمل|أكمل|أنجز|حقق|نجح
done- 실패|失敗|فشل
up+ 늘어|증가|오르|올랐|인상|상승|확대|増え|増加|上昇|拡大|上[げが]|زاد|زيادة|ارتف|رفع
up- 줄어|감소|내리|하락|축소|減|下が|下落|縮小|下げ|انخف|خفض|تراجع
pay+ 내야|유료|払|有料|رسوم|دفع
pay- 무료|면제|無料|免除|مجان
turn+ 바뀌|바꾸|변경|変わ|変更|تغي
""")
_CUES = _table(r"""
negated \b(not|never|no|without|nicht|keine?[nrms]?|nie|ohne|ne|pas|jamais|sans|nunca|sin)\b
negated \b(не|нет|без|or|oder|ou|или)\b|n't\b|ない|ぬか|않|없|못|(^|\s)(لا|لم|لن|ليس|غير|بدون|أليس|أليست|ألم|ألا)\s
stays \b(stable|stabil|steady|remain|keep|avoid|prevent|avert|stave|protect|ensur|bleib|verm[ei]|verhinder|évit|empêch)
stays \b(estable|evit|стабил|избе|предотвр)|安定|防|避|안정|막|피하|استقر|تجنب
every 所有|都|全部|每|一切|\b(all|every|each|alle[nr]?|jede[rs]?|tou(s|tes)|chaque|todos|todas|cada|все|всех|каждый)\b
every すべて|全て|모두|모든|جميع|كل\s
says_every 所有|全部|全面|全国|都|一律|普遍|凡|一切|覆盖|每
at_once 一下子|一步到位|一刀切|马上|立刻|急|大[涨跌幅]|猛|暴|厉害
at_once \b(in one go|at once|abrupt|sudden|sharp|immediate|overnight|freely|auf einmal)
at_once \b(schlagartig|sofort|d'un coup|brusque|de golpe|сразу|резк)|一気に|急に|한꺼번에|단번에|دفعة واحدة
by_degrees 渐进|逐步|稳妥|初步|探索|试点|部分|有条件的|原则上|有些|一般|小幅|温和|略|仅
finished (了|完|成)(吗|么|没|没有|否)?[？?]?$|已
finished \b(already|(has|have|had)\b.* (been|finished|completed)|finish(ed)?|fertig)\b
finished \b(abgeschlossen|bereits|achevée?s?|terminée?s?|déjà|terminad[oa]s?|ya|завершен[аоы]?|уже)\b|(完了|完成).*た
finished 완료|اكتمل|بالفعل
rate [增涨降][速幅]|趋势|势头
asks_rate [比速幅势]|\b(than|faster|slower|pace|rate)\b
says_not ^[^严禁停变]{0,12}([决绝]不|不(?=[参搞打急会采发增设建收征加派卖])|没有(?!变))[^变禁]*$
adverse 收紧|破裂|消失|崩|垮|倒退|暂停|中断|逆转|推翻|赖
adverse \b(collaps|tighten|los[et]|disappear|worsen|refus|reject|withdr|revers)
against 反对|抵制|打击|纠正|遏制|抑制|防止|防范|避免
pending 正在|拟|计划|力争|(?<!斗)争取|着力|努力|大力|抓紧|加快|推进|着手|筹备|研究
pending 将(?=[在于向会]?(?:建成|完成|开通|启动|实现))
governs 取消|停止|废[止除掉]|终结|结束|破除|禁止|严禁|不得|不准|不许|不能|不可|不让|不允许|[决绝]不(?:能|让|允?许|容许)?
governs 不再|防止|避免|反对|遏制|抑制|打击|纠正|消除|杜绝|清理|制止|严控|严格控制|扭转
governed_before (?<![未有])(?:取消|停止|废止|终止|扭转)了?$
no_negation 不[断仅同少但只懈移久忘论管良法]|不平凡|不平衡|不动产|[决绝毫]?不动摇|不低于|不少于|不超过
no_negation 不可[侵替或逆降]\w|不合理|不符合|不稳定|不确定|不正当|不必要|未[来成]|无[论偿线人障]|非[公常典法农]|没收
no_negation 违规|毫不
question_words 有没有|是不是|是否|(了?没有|了?[没否]|[不未吗么呀呢])?[？?。!！]*$
said_no [决绝]不能?|[不未没无]有?|严禁|禁止|停止|严格?控制?
""")
"""What else matters: `governs` turns round all that follows in its part; to `stays` a negation may well mean yes."""

_MUST_BE_SAID = {"up", "pay", "must", "safe", "equal"}
"""Axes on which a question is not answered with yes by a clause that says nothing on them."""
_REACH = 4
"""Characters after a bare negation in which a word counts as negated, or is looked for in the question."""


def asks_yes_or_no(question: str, language: str) -> bool:
    """Tell whether yes or no answers the question: it offers no choice and asks for no thing or number as well."""
    language, text = _normal(question, language)
    asks, asks_else = _ASKS_YES.get(language), _ASKS_ELSE.get(language)
    return bool(asks and asks_else and asks.search(text) and not asks_else.search(text))


def asks(clause: str) -> bool:
    """Tell whether a Chinese clause asks or orders something; others only say what the question is about."""
    _, text = _normal(clause, "zh")
    return any(pattern.search(text) for pattern in (_ASKS_YES["zh"], _ASKS_ELSE["zh"], _ORDERS))


def _normal(text: str, language: str) -> tuple[str, str]:
    """Return language and text as the tables know them: Chinese simplified and without blanks."""
    if language in {"zh", "zh-Hant"}:
        return "zh", simplified(squeeze(text))
    return language, text.strip().replace("’", "'")


def verdict(question: str, language: str, clause: str) -> Verdict | None:
    """Return what a clause says to a question that asks yes or no; None where the words do not decide it."""
    language, asking = _normal(question, language)
    _, said = _normal(clause, "zh")
    if language != "zh":
        if _CUES["negated"].search(asking):  # yes could then be understood either way
            return None
        denies = not re.search("[，；]", said) and not _CUES["stays"].search(asking) and _CUES["says_not"].search(said)
        return _decided(asking, said, _other_senses(asking), denies=bool(denies))
    bare = re.sub(_A_NOT_A, r"\1", _CUES["question_words"].sub("", asking))
    asked = _chinese_senses(re.split("[，,；;。：:]", bare)[-1]) or _chinese_senses(bare)
    if -1 not in asked.values() and asked.keys().isdisjoint(_chinese_senses(said)) and _is_alike(bare, said):
        asked["do"] = 1
    return _decided(asking, said, asked, denies=bool(set(_denied(said)) & set(bare)) and not _denied(bare))


def _decided(asking: str, said: str, asked: dict[str, int], *, denies: bool) -> Verdict | None:
    """Compare the senses; a yes must also hold of all that is asked, at the pace and the time that are asked."""
    senses = _chinese_senses(said)
    every, at_once, finished = (_CUES[cue].search(asking) for cue in ("every", "at_once", "finished"))
    by_degrees, positive = _CUES["by_degrees"].search(said), -1 not in asked.values()
    agreements = {asked[axis] * senses[axis] for axis in asked.keys() & senses.keys()}
    agreements = agreements | {-1} if denies and positive else agreements - {0}
    pending = finished and asked.get("done", 0) >= 0 and _is_pending(said)
    if pending and (agreements == {1} or (not agreements and asked.get("done"))) or (at_once and by_degrees):
        return Verdict.NO
    if len(agreements) != 1 or _is_elsewhere(asking, said, asked):
        return None
    if agreements == {-1}:
        return None if _CUES["against"].search(said) and not _pairs(asking) & _pairs(said) else Verdict.NO
    unsaid = any(not senses.get(axis) for axis in _MUST_BE_SAID & asked.keys())
    partial = (every and not _CUES["says_every"].search(said)) or (by_degrees and {"done", "pay"} & asked.keys())
    adverse = _CUES["adverse"].search(asking) or (positive and _denied(said))
    return None if at_once or unsaid or partial or adverse else Verdict.YES


def _is_elsewhere(asking: str, said: str, asked: dict[str, int]) -> bool:
    """Tell whether the senses, though comparable, are not of the same thing: another order, a rate, a refusal."""
    compares = re.search(r"(?:比|超过|[快慢高低]于)(\D.)|\bthan\b", asking)
    than = re.search("[快慢高低大小多少]于|超过", said)
    if compares and than and (not compares[1] or compares[1] not in said[than.end() :]):
        return True
    if "up" in asked and _CUES["rate"].search(said) and not _CUES["asks_rate"].search(asking):
        return True
    return bool(re.search("改为|转为|改成|不得?[^，]{0,6}[拒阻漏]|[严决绝][禁不][^，]{0,6}[拒阻漏]", said))


def _is_pending(said: str) -> bool:
    """Tell whether a clause tells of work that is under way or planned, and of nothing achieved before that."""
    pending = _CUES["pending"].search(said)
    return pending is not None and not re.search("已|了|完成|建成|基本|顺利", said[: pending.start()])


def _is_alike(bare: str, said: str) -> bool:
    """Tell whether a clause of one part says, without negation, what is asked in much the same words."""
    plain = _CUES["no_negation"].sub("", said)
    enough = len(_pairs(bare) & _pairs(said)) >= min(2, len(_pairs(said)) / 4)
    return enough and not re.search("[，；不未没无]", plain) and not re.search("[不未没无]", bare)


def _pairs(text: str) -> set[str]:
    """Return the pairs of neighbouring characters."""
    return {first + second for first, second in pairwise(text) if (first + second).isalpha()}


def _denied(text: str) -> str:
    """Return the characters that stand behind negations, without the commonest."""
    plain = _CUES["no_negation"].sub("", text)
    behind = "".join(plain[found.end() :][:_REACH] for found in _CUES["said_no"].finditer(plain))
    return re.sub("[的了是有在和与能要不可得以一，。；]", "", behind)


def _other_senses(question: str) -> dict[str, int]:
    """Return the side of every axis that a question in another language than Chinese is on; 0 for both."""
    senses: dict[str, int] = {}
    for name in {*_SPACED, *_UNSPACED}:
        axis, side = _side(name)
        if any(name in table and table[name].search(question) for table in (_SPACED, _UNSPACED)):
            senses[axis] = 0 if axis in senses else side
    senses |= {axis: -1 for axis in ("done", "pay") if senses.get(axis) == 0}  # fail to meet, exempt from fees
    if senses.get("on") == -1:  # to stop charging is to charge no more, to lift a ban is to allow
        senses |= {axis: -side for axis, side in senses.items() if axis in {"pay", "must"}}
        senses |= {"may": 1} if senses.get("may") == -1 else {}
    return senses


def _side(name: str) -> tuple[str, int]:
    """Return the axis and the side that a name of a table's row stands for."""
    return name[:-1], 1 if name.endswith("+") else -1


def _chinese_senses(text: str) -> dict[str, int]:
    """Return the side of every axis that Chinese words are on; 0 for both."""
    senses: dict[str, int] = {}
    for part in re.split("[，,；;。：:]", _CUES["no_negation"].sub("", text)):
        for axis, side in _part_senses(part):
            senses[axis] = side if senses.get(axis, side) == side else 0
    return senses


def _part_senses(part: str) -> Iterator[tuple[str, int]]:
    """Yield axis and side of every known word, turned round by each negation that governs it."""
    governors = [found.span() for found in _CUES["governs"].finditer(part)]
    free = re.sub(_CUES["governs"], lambda found: " " * len(found[0]), part)
    bare = [found.start() for found in re.finditer("[不未没无非莫勿]", free)]
    governed = _CUES["governed_before"].search(part)
    words = [(*_side(name), *word.span()) for name, known in _CHINESE.items() for word in known.finditer(part)]
    for axis, side, start, end in words:
        inside = any(axis == other and a <= start < end <= b and b - a > end - start for other, _, a, b in words)
        carries_on = axis == "on" and side == 1 and any(a >= end for a, _ in governors)  # what goes on is the ban
        if not inside and not carries_on and not any(a < start < b for a, b in governors):
            turns = sum(b <= start for _, b in governors) + sum(0 < start - n <= _REACH for n in bare)
            yield axis, side * (-1) ** (turns + (governed is not None and start < governed.start()))
