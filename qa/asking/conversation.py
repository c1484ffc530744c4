"""Follow-up questions: what was asked before, carried into a question that cannot stand alone.

Rules, no model. A question leans when it points back (`它`, `them`), opens like a reply (`那`, `and`) or names nothing.
All languages share the tables, as a conversation may change its own; most of them see Chinese simplified first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.text import has_chinese, simplified

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_TURNS = 6
"""Earlier questions that are looked at; older ones are forgotten."""

LONGEST_SUBJECT = 120
"""Characters taken from an earlier question."""

SHORTEST_CLAUSE = 6
"""Characters of a clause that could be a question of its own."""

WORDS_OF_A_TOPIC = 2
"""Words that name a topic of their own even behind `and`; five Chinese characters count as two."""


def _table(text: str) -> re.Pattern[str]:
    """Return a pattern of alternatives; those behind `::` are whole words."""
    anywhere, _, words = "".join(line.strip() for line in text.splitlines()).partition(" :: ")
    return re.compile(anywhere + (rf"|(?<!\w)(?:{words})(?!\w)" if words else ""), re.IGNORECASE)


_CHAT = _table(r"""^(?:(?:谢谢[你您]?|感谢|謝謝[你您]?|[你您]好|好的|再[见見]|ありがとう(?:ございま(?:す|した))?
    |고마워요?|감사합니다|고맙습니다|(?:many )?thanks(?: a lot)?|thank you(?:(?: so| very) much)?|hello|hi|ok(?:ay)?
    |merci(?: beaucoup| bien)?|bonjour|danke(?: schön| sehr)?|vielen dank|(?:muchas )?gracias|hola|(?:большое )?спасибо
    |хорошо|شكر[اًا]+(?: جزيل[اًا]+)?|حسن[اًا]+)(?!\w)[\s,，、。.!！~…]*)+""")
_NEW_TOPIC = _table(r"""^(?:顺便问一?下?|換個話題|换个话题|ところで|ちなみに|그런데|by the way|à propos|übrigens
    |por cierto|кстати|بالمناسبة)[\s,，、:：]*""")
_LEAD = _table(r"""^[\s¿]*(?:(?:请问|請問|那么|那麼|那(?![一个個边邊些曲达達时時])|另外|还有|還有|それでは|では|じゃあ?
    |そして|그럼|그러면|그렇다면|그리고)[\s,，、]*|(?:and|but|so|what about|how about|then|also|et|mais|alors
    |qu'en est-il|und|aber|dann|y(?! a)|e|pero|entonces|qué hay|(?:а )?как насч[её]т|а|и|но|тогда|وماذا عن|ماذا عن|ثم)
    (?!\w)[\s,，:]*|و(?=ماذا|ما|كم|في|متى|هل|لماذا|أين|كيف|عن|من|على|ال|لل|بالنسبة|عام|سنة|\d))+[¿\s]*""")
_POINTS = _table(r"""[它她]|他们|其中|(?<![尤极与])其(?![他它余实次中])|这(?!五年|些年|几年|十年|[份个次]报告|次会议
    |一年|届)|那(?:一|个|些|边|里|时|项|几)|(?<!应)该(?![如怎])|当年|同年|上述|前者|后者|これ|それ|その|この(?!報告)
    |そこ|彼ら|(?<![가-힣])(?:그것|이것|그 ?중|거기|그들|그건|이건) :: (?:of|about|is|was|are|were|does|did|do|why
    |to) (?:that|this|those|these)(?! (?:year|report))|those|these(?! (?:five|past))|that (?:year|figure|number|goal
    |target|rate|one)|the (?:first|second|third|last|other|same) ones?|ones|the others|celles?|ceux|celui|cela|ça
    |en (?:a|ont|sont|reste)|d'entre|ces(?! cinq)|ce (?:chiffre|taux|projet|nombre)|cette(?! année)|da(?:von|zu|für
    |runter|ran|mit|gegen)|diese[rsmn]?(?! jahr)|deren|dessen|es[oae]s?(?! año)|aquell?[oae]s?|de ell[oa]s|из (?:них
    |этого)|эт(?:от?|а|и|их|ого|ой|ому|у)(?! год)|т(?:ех|ого|ой)|منها|منهم|ذلك|تلك|هذه|هؤلاء|هذا(?! العام)|فيها|عنها""")
# What points back only where no word before it in the sentence is meant.
_PRONOUN = _table(r"""(?!) :: it|its|they|them|their|he|she|ils?|elles?|leurs?|son|sa|ses|er|sie|ihre?[rsmn]?|ihnen
    |seine?[rsmn]?|ell[oa]s?|él|sus?|он[аио]?|его|её|ее|их|ими?|них|не[йёе]м?|(?<!ما )(?<!من )ه(?:و|ي|م)""")
_IMPERSONAL = _table(r"""(?!) :: (?:gibt|gab) es|es (?:gibt|gab)|y a-t-il|il y a(?:vait)?|faut-il|il faut|s'agit-il
    |it takes?|(?:does|did) it take|it is (?:true|possible|planned|expected)|is it (?:true|possible|planned)""")
_YEAR = re.compile(r"(?<![\d.])(?:19|20)\d{2}(?!\d|\.\d|\s*(?:[亿億万萬元个個家項项户人套条公名]|%))")
_TIME = _table(rf"""(?:\b(?:in|for|en|pour|para|im jahre?|в|на) |(?:في |ل)?(?:عام |سنة )
    |في )?{_YEAR.pattern}(?:\s?年度?|\s?년도?|\s(?:году?|года|г\.))?|(?<![\d近])\d{{2}}年(?![来代前后期间])|去年|前年
    |昨年|今年度?|本年度?|明年|来年|작년|지난해|올해|내년 :: (?:in )?last year|this year|next year|l'an(?:née)? (?:derni
    |proch)\w+|cette année|(?:im )?(?:letzte|vergangene|diese|nächste)[ns]? jahr|el año (?:pasado|próximo|que viene)
    |este año|в (?:прошлом|этом|будущем) году|(?:في )?(?:العام (?:الماضي|المقبل|القادم)|هذا العام)""")
_NEXT_YEAR = _table(r"""(?:再往)?[后後]一年|次年|第二年|下一年|翌年|次の年|다음 ?해
    |이듬해 :: (?:in |for )?the (?:following|next) year|the year after|l'année (?:suivante|d'après)|im (?:folgejahr
    |jahr d(?:arauf|anach)|folgenden jahr)|(?:en |al )?(?:el )?año siguiente|(?:в|на) следующ(?:ем|ий) году?
    |(?:في )?(?:العام|السنة) (?:التالية?|الذي يليه)""")
_YEAR_BEFORE = _table(r"""[上前]一?年|再往前一年|前の年|그 ?전 ?해|전년도? :: (?:in |for )?the (?:year before
    |previous year|preceding year)|a year earlier|l'année (?:précédente|d'avant)|im (?:vorjahr|jahr (?:davor|zuvor))
    |(?:en |el )*año anterior|в предыдущем году|годом ранее|(?:في )?(?:العام|السنة) السابقة?""")
_SOME_YEAR = rf"(?:{_TIME.pattern}|{_YEAR_BEFORE.pattern})"
# A year that a figure is compared with: it replaces none.
_COMPARED = _table(rf"""(?:[比较較与與和跟]|\b(?:than|(?:compared|relative) (?:to|with)|from|over|par rapport à|que|als
    |gegenüber|verglichen mit|zum|im vergleich zum?|respecto al?|comparado con|с|чем)|مقارنة ب|عن|من)\s*(?:{_SOME_YEAR}
    |vorjahr|предыдущим годом|прошлым годом)|{_SOME_YEAR}\s*(?:相比|比|より|に比べ|보다|에 비해|대비)|同比|环比""")
_QUESTION_WORDS = _table(r"""what|which|when|where|why|who|whose|how|quand|où|pourquoi|comment|qui|was|welche\w*|wann
    |wo|warum|wieso|wer|wodurch|cu[aá]ndo|d[oó]nde|por|qu[eé]|cómo|quién\w*|как\w*|что|когда|где|почему|кто|именно|متى
    |أين|لماذا|كيف|ماذا|هل|أي|من|왜\S*|언제\S*|어디\S*|어떤|어느|무엇\S*|누가|어떻게""")
_ASKED = _table(rf"""为什么|为何|什么时候|何时|哪[些个年里儿月天几]?|第几|谁|怎么(?!样)|如何|什么|何|没有|なぜ|どうして
    |いつ|どこ|どの|だれ|いくら|どれ :: {_QUESTION_WORDS.pattern}""")
_COUNTED = r"[万亿億]?(?:人(?![大口均民员])|公[里顷]|平方米|百分点|[个個件項项家户戶套名位张座条條吨亩元種种届台份倍])"
# Words that say nothing, then those said of many things: neither names what is asked about.
_EMPTY = _table(rf"""(?:多少|几|每)(?:{_COUNTED})?|百分(?:之|点)?|怎么样|怎样|[是为了的也又那么呢吗吧从到于将被把]
    |有(?!色|机)|在(?![线校建职])|都(?!市)|还(?![贷款])|再(?!生|就业)|就(?!业)|对(?!外)
    |(?<![雇费使应信作利])用(?![户地水电])|(?<!社)会(?![议计])|(?<!节)能(?![源耗力])|可(?!再生)|请问|一共|分别|各自|大约
    |具体|情况|[\u3040-\u309f]+ :: an|the|of|in|for|to|at|by|on|with|from|is|was|are|were|be|been|will|would|do|does|did
    |has|have|had|can|how|much|many|high|large|about|areas?|you|le|la|les|des?|du|une?|en|dans|pour|par|aux?|est
    |étai(?:t|ent)|ser(?:a|ont)|sont|ont|été|combien|que?l?s?|quelles?|zones?|der|die|das|den|dem|im|für|um|wie|viele?
    |hoch|groß|ist|war|waren|wird|wurden?|sind|hat|haben|worden|el|los|las|del|una?|para|por|es|era|fue|son|se|lo
    |cu[aá]nt[oa]s?|cu[aá]l(?:es)?|hay|на|во?|для|по|от|был[аои]?|будет|сколько|насколько|каков\w*|كم|ما|في|على|من|إلى
    |هو|هي|كانت?|بلغت?|عدد|تم|بالنسبة|얼마\S*|입니까|인가요|에는요?|은요|는요|나요|어때요?|년\S*""")
_SAID = _table(r"""主要(?!(?:预期)?目标|任务|工作)|(?<!主要)预期目标|(?<!主要)(?<!主要预期)目标|计划|打算|立项
    |改(?=多少)|实际|增长率|增[长速幅加多产]|[下上][降升涨跌]|提高|减[少到]?|降低?|涨|升|达到?|完成|实现|建成|启动|开始
    |结束|拆除?|掉|改造|新[增建开]|创造|采纳|解决|覆盖|涉及|包括|比[重例较]?|占比?|总[量数额]|全长|面积|人均
    |每[人年月亩户天]|平均|总?投资额?|补[助贴]|费用|规模|金额|人数|数量|措施|原因|结果|效果|进展|内容|时间|例子|说说
    |全[国市区]|我国|中国|政府|报告|[多少更最合共要做往]|増加|増え|減|目標|予定|計画|理由|中国 :: gr[eo]w\w*|(?:in
    |de)creas\w*|ris\w+|f[ae]ll\w*|chang\w+|improv\w*|reduc\w+|complet\w+|finish\w*|buil[td]|target|goal|plan\w*|reason
    |year\w*|more|less|person|percent\w*|total|rate|cost\w*|purpose|reach\w*|adopted|created|kilomet\w+|china|country
    |government|report|augment\w*|diminu\w*|achev\w*|termin\w*|objectif|raison|plus|moins|année|(?:ge)?st[ie]+g\w*
    |(?:ge)?s[au]nk\w*|ziel|mehr|weniger|jahr\w*|vorjahr\w*|crec\w*|aument\w*|disminu\w*|objetivo|más|menos|año|anterior
    |constru\w*|вырос\w*|увелич\w*|сниз\w*|сократ\w*|уменьш\w*|заверш\w*|построе\w*|цель|план\w*|причин\w*|больше|меньше
    |год\w*|чем|(?:ال)?(?:نمو|زيادة|نسبة|هدف|سبب|أسباب|عام|تكلفة|صين|بلد|حكومة|نتائج)\w*|زاد\w*|انخفض\w*|اكتمل\w*
    |انته\w*|إنجاز\w*|전년\S*|목표\S*|계획\S*|이유\S*|늘\S*|증가\S*|줄\S*|감소\S*|완[공성료]\S*|더|보다""")
# What is asked of the report itself, or of the chatbot, leans on nothing.
_ITSELF = _table(r"""谁.{0,4}(?:[作做念]|宣读)|[作做]的?报告|报告.{0,8}[作做]的|报告人
    |^[你您](?:是谁|是什么|叫什么|能做|会做|几岁)|あなたは誰|너는 누구 :: who (?:gave|delivered|read|presented|made)
    (?: the| this) (?:report|speech)|who are you|what are you|wer bist du|qui es-tu|quién eres|кто ты|من أنت""")
_FORMS = _table(r"""^(?:in|for|among|per|on|dans|pour|chez|en|parmi|für|bei|auf|unter|para|entre|для|во?|на|среди|في
    |على|عند|بين)\s(?:[^\s?؟]+\s?){1,4}[?؟]?$|^(?:在|对于?|按)[^多少几什哪何]+[?？]?$|呢[？?]?$|\S(?:は|については?)
    [？?]$|^\S+(?: \S+)?[은는](?:요)?\s?[?？]$|^(?:接下来|再(?!生|就业)|[又创达超靠]|也(?!门)|还(?![贷款])
    |占(?![道地用])|排(?![放污水])|同样|谁.{1,3}[?？]?$|[^，,]{1,4}也(?!门)|分别|控制|[高低好]于
    |第[一二三四五六七八九十]+[个条项次]?(?!产业|季度)|最近一次|(?:能|可以)?(?:再|不能)?举)|^(?:总[量数]|增[速幅]|目标
    |占比|比[重例]|面积|人数|规模|金额|排名|效果|原因|时间)(?=[又在能排是有占为达了比？?]|多少|$)|^l[ae]s?quel|^(?:工程
    |技术|时间|资金|数量|规模|质量|内容|人员|制度|政策)(?:上|方面)(?=[有要还怎是])|^¿?(?:(?:in|for|to|from|by|dans|vers
    |pour|de|par|en|à|für|mit|bei|aus|para|con|a|в|на|из|для|от|من|في|إلى) )?(?:how many|how much|which|what
    |combien d[e'’]|quel\w*|wie viele?|welche\w*|cu[aá]nt\w*|qu[eé]|сколько|как\w+(?: именно)?|كم|أي|몇|어느|어떤|where
    |when|why|cómo|comment|wer|qui|quién|dónde|cuándo|où|quand|wo|wann|где|когда|почему|متى|أين|어디에?서?|언제|누가)
    (?: se| le)? ?[^\W\d]+\s*[?؟]*$|^(?:具体)?(?:[都又还]?(?:涉及|包括|有|在|是))?(?:哪些|哪几个|哪个|多少|几个?)
    [\u4e00-\u9fff]{0,2}(?:最[多少高低大快])?[？?]*$|\bhow (?:many|much)(?: kilomet\w+| tons)? (?:were|was|are|is|will
    |ha)\b|(?-i:^W(?:o|er|ann|ie|arum|elche\w*)\b[^A-ZÄÖÜ]*$)""")
_COUNTERPARTS = _table(r"""城镇 农村 城市 乡村 城鎮 農村|进口 出口 進口|东部 中部 西部 东北|都市部 農村部|輸出 輸入
    |도시 농촌|수출 수입|urban rural|exports imports|men women|urbains ruraux|exportations importations|Exporte Importe
    |exportaciones importaciones|экспорт импорт|городских сельских|الصادرات الواردات""")
_ASKING_AT_START = _table(rf"""^[¿\s]*(?:(?:by|in|at|to|for|on|de|en|à|um|auf|на|во?|до)\s)?(?:how (?:many|much|high
    |large|fast|long|far)|qu'est-ce qu[e']|quel\w*|combien(?: d[e'’])?|wie (?:viele?|hoch|groß|lang|stark)|wie
    |cu[aá]nt[oa]s?|cu[aá]l(?:es)?|por qu[eé]|сколько|насколько|كم عدد|كم(?: بلغت?)?|ما هو|ما هي|ما
    |{_QUESTION_WORDS.pattern})(?!\w)\s*(?:(?:is|was|are|were|did|does|do|has|have|had|will|est|était|sont|étaient|sera
    |ist|war|waren|wird|fue|es|son|fueron|hay|era|был[аои]?|будет|كانت?)(?!\w)\s*)?""")
_ASKING = _table(rf"""(?:是|有|为|達到|达到?|了|些)?(?:(?<!十)[几幾]|多少|哪些|哪[几幾]|哪[个個]|什[么麼]
    |怎[么麼][样樣]|如何(?=[？?]|$))(?:{_COUNTED})?|了?没有(?=[？?]|$)|有没有|为什么|為什麼|为何|です(?:か|ね)|でしたか
    |[吗嗎呢？?؟。！!]+|(?:は|が)?(?:いくら|何[人件キロメートル\u4e00-\u9fff]{{0,4}}|ど(?:の|れ)くらい|いつ|なぜ)
    (?:ですか|でしたか)?|(?<!\S)(?:얼마\S*|몇 ?\S+|무엇\S*|왜|언제)(?:\s*(?:입니까|인가요))?|-t-(?:ils?|elles?|on)\b
    |\b(?:did|does)\b ?""")


@dataclass(frozen=True, slots=True)
class _Topic:
    """The last question that stood alone, what the one just before added to it, and that one standing alone."""

    anchor: str
    added: str
    whole: str


def standalone_question(question: str, history: Sequence[str]) -> str:
    """Return the question behind what it leans on, or as it is when it stands alone.

    `history` are the earlier questions as they were asked, oldest first. It leans on the last that stood alone and on
    the one just before it; a year in the question replaces those before, a word its counterpart.
    """
    topic: _Topic | None = None
    for earlier in history[-MOST_TURNS:]:
        line = " ".join(earlier.split())[:LONGEST_SUBJECT]
        if not _CHAT.fullmatch(line):
            topic = _carried(topic, line) if topic and leans_on_history(line) else _Topic(line, "", line)
    return (_carried(topic, question).whole if topic and leans_on_history(question) else "") or question


def leans_on_history(question: str) -> bool:
    """Tell whether a question cannot be understood without one before."""
    asked = _CHAT.sub("", question.strip(), count=1)
    if _ITSELF.search(simplified(asked)) or _asks_twice(asked):
        return False
    names = _names(tail := _tail(asked))
    if not names or _points_back(tail) or _exchanged(_COUNTERPARTS.pattern, names) != _COUNTERPARTS.pattern:
        return bool(asked)
    if _FORMS.search(_TIME.sub("", simplified(tail)).lstrip("的,， ")):
        return True
    weight = sum(len(name) / 2.5 if has_chinese(name) else 1 for name in names)
    replies = _LEAD.match(asked) is not None and not _NEW_TOPIC.match(asked)
    return replies and (weight < WORDS_OF_A_TOPIC or _stem(tail) == tail.strip("？?؟ "))


def _asks_twice(question: str) -> bool:
    """Tell whether the first of several clauses is a question that stands alone: the others lean on that one."""
    first, *rest = re.split(r"(?<=[，,;；?？])(?=\s*\w)", question.strip(), maxsplit=1)
    asks = re.search(rf"{_ASKING.pattern}|{_ASKED.pattern}", simplified(first), re.IGNORECASE)
    return bool(rest and asks) and len(first) > SHORTEST_CLAUSE and not leans_on_history(first)


def _tail(question: str) -> str:
    return _LEAD.sub("", _NEW_TOPIC.sub("", _CHAT.sub("", question.strip(), count=1)), count=1).strip()


def _left(text: str, *tables: re.Pattern[str]) -> list[str]:
    """Return the words of a text that are neither times nor in any of the tables."""
    line = simplified(text)
    for pattern in (_COMPARED, _NEXT_YEAR, _YEAR_BEFORE, _TIME, *tables):
        line = pattern.sub(" ", line)
    return [word for word in re.findall(r"[\u3400-\u9fff]+|\d*[^\W\d_\u3400-\u9fff]+\d*", line) if len(word) > 1]


def _names(text: str) -> list[str]:
    return _left(text, _POINTS, _PRONOUN, _IMPERSONAL, _ASKED, _SAID, _EMPTY)


def _points_back(text: str) -> bool:
    """Tell whether the first clause that names anything points at something outside the question."""
    clauses = re.split(r"[,，;；。:：]", _IMPERSONAL.sub("", simplified(text)))
    first = next((n for n, clause in enumerate(clauses) if _names(clause)), len(clauses) - 1)
    opening = " ".join(clauses[: first + 1])
    if not (pronoun := _PRONOUN.search(opening)) or _POINTS.search(opening):
        return bool(_POINTS.search(opening))
    before = len(_left(opening[: pronoun.start()], _ASKED, _EMPTY))
    return before <= (2 if pronoun[0].lower() in ("it", "they", "them") else 0)


def _carried(topic: _Topic, question: str) -> _Topic:
    """Return the topic with what a leaning question changes in it or adds to it."""
    tail = _in_figures(_tail(question), topic.whole)
    time = None if _COMPARED.search(tail) else _TIME.search(tail)
    if time and not _left(tail, _POINTS, _EMPTY):
        return _Topic(*(part and _at(part, time.group()) for part in (topic.anchor, topic.added, topic.whole)))
    if (changed := _exchanged(topic.whole, _names(tail))) != topic.whole:
        return _Topic(_exchanged(topic.anchor, _names(tail)), topic.added, changed)
    before = [topic.anchor, topic.added] if _names(topic.added) or not _left(tail, _ASKED, _EMPTY) else [topic.anchor]
    stems = [_stem(_TIME.sub("", part) if time else part) for part in before]
    tail = re.sub(r"^(?:[它他]们?|[它他]們|其(?!中))的?|呢(?=[？?]?$)", "", tail)
    return _Topic(topic.anchor, tail, _joined([*stems, tail]))


def _in_figures(tail: str, whole: str) -> str:
    """Return a follow-up with `the year after` in figures, where the question before names one year."""
    years = set(_YEAR.findall(whole))
    if len(years) != 1 or _COMPARED.search(tail):
        return tail
    year, form = int(years.pop()), "{}年" if has_chinese(tail) else "in {}" if tail.isascii() else "{}"
    return _YEAR_BEFORE.sub(form.format(year - 1), _NEXT_YEAR.sub(form.format(year + 1), tail))


def _at(text: str, time: str) -> str:
    """Return a question about another time: where the one it names stands, else at its open end."""
    named, figures = _TIME.findall(text), _YEAR.search(time)
    if len(named) == 1:
        other = _YEAR.sub(figures[0], named[0]) if figures and _YEAR.search(named[0]) else time
        return text.replace(named[0], other)
    if has_chinese(bare := _TIME.sub("", text).strip()):
        return (f"{figures[0]}年" if figures else time) + bare
    return re.sub(r"(\s*[?？؟]*)$", lambda ending: f" {time}{ending[0]}", bare, count=1)


def _exchanged(text: str, names: Sequence[str]) -> str:
    """Return a text with the only name of a question in the place of its counterpart."""
    groups = [group.split() for group in _COUNTERPARTS.pattern.split("|") if len(names) == 1]
    others = [word for group in groups if names[0] in group for word in group if word != names[0]]
    return next((text.replace(other, names[0]) for other in others if other in text), text)


def _stem(question: str) -> str:
    return " ".join(_ASKING.sub("", _ASKING_AT_START.sub("", _tail(question))).split()).strip(" ,，、是了的¿")


def _joined(parts: Sequence[str]) -> str:
    """Return parts as one clause: a blank beside a Chinese character would end it."""
    line = ""
    for part in filter(None, parts):
        if not line or re.match(r"[\u3040-\u9fff]", part) or (has_chinese(part) and not line[-1].isascii()):
            line += part
        elif has_chinese(line[-1]) or has_chinese(part):
            line = f"“{line}” {part}"
        else:
            line += f", {part[:1].lower() if _ASKED.match(part) else part[:1]}{part[1:]}"
    return line
