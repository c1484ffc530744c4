from __future__ import annotations

import pytest

from corpus.library import built_in_report
from corpus.parse import parse_report
from qa.asking.language import detect_language
from qa.asking.scope import Outside, Scope, why_outside

LANGUAGES = ("zh", "zh-Hant", "en", "ja", "ko", "fr", "de", "es", "ru", "ar")
REPORT = """2018年义乌市人民政府工作报告

各位代表：

现在，我代表市人民政府，向大会报告政府工作。

一、2017年工作回顾

去年地区生产总值增长7%。对美国出口增长12%，中德生态园开工，与上海、陕西的合作加深，港珠澳大桥贯通，青藏铁路货运增长。落实《外商投资产业指导目录》和“十三五”规划纲要。

二、2018年工作安排

今年重点推进与杭州的交通。内蒙古对口合作继续推进。两岸交流继续深化。
"""


@pytest.fixture(scope="module")
def scope() -> Scope:
    return Scope.of(parse_report(REPORT, "yiwu-2018"))


@pytest.fixture(scope="module")
def district() -> Scope:
    return Scope.of(built_in_report())


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("法国的首都是哪里？", "法国"),
        ("2023年日本经济增速", "日本"),
        ("超过英国了吗", "英国"),
        ("刚果（金）的人口是多少", "刚果"),
        ("阿联酋和沙特的投资各多少", "阿联酋"),
        ("韓國去年的出口是多少？", "韓國"),
        ("義大利的失業率是多少？", "義大利"),
        ("紐西蘭的人口？", "紐西蘭"),
        ("2017年广东省的国内生产总值达到多少？", "广东"),
        ("武漢市有多少人口？", "武漢"),
        ("与海南相比如何？", "海南"),
        ("成都的房价是多少", "成都"),
        ("2017年西安GDP", "西安"),
        ("What was France's GDP in 2017?", "France"),
        ("how big is japan?", "japan"),
        ("What is Turkey's inflation rate?", "Turkey"),
        ("Did the UK leave?", "UK"),
        ("What is the forest coverage of Guangdong?", "Guangdong"),
        ("How many people live in Xi'an?", "Xi'an"),
        ("ドイツとフランスの人口は？", "フランス"),
        ("英国の首都はどこですか", "英国"),
        ("2022年、日本から中国への直接投資はいくらでしたか", "日本"),
        ("프랑스의 수도는 어디인가요?", "프랑스"),
        ("한국에서는 몇 명이 일하나요?", "한국"),
        ("Quel est le PIB de l'Italie ?", "Italie"),
        ("Quel est le PIB de l’Egypte ?", "Egypte"),
        ("Wie groß ist Frankreichs Wirtschaft?", "Frankreichs"),
        ("Wie viele Einwohner hat die Türkei?", "Türkei"),
        ("¿Cuál es el PIB de España?", "España"),
        ("¿Cuanto crecio Japon?", "Japon"),
        ("Каков ВВП России в 2017 году?", "России"),
        ("Сколько людей живёт в Южной Корее?", "Южной Корее"),
        ("Экспорт с Японией", "Японией"),
        ("ما هي عاصمة فرنسا؟", "فرنسا"),
        ("كم صدرت الصين لليابان؟", "لليابان"),
        ("ما عدد سكان روسيا؟", "روسيا"),
    ],
)
def test_a_place_that_the_report_does_not_name_is_found_in_the_questions_own_words(
    question: str, place: str, scope: Scope
):
    assert scope.outside(question) == (Outside.PLACE, place)


@pytest.mark.parametrize(
    "question",
    [
        "2017年地区生产总值增长多少？",
        "对美国出口增长了多少？",
        "How much did exports to the United States grow?",
        "US exports?",
        "Wie stark wuchsen die Exporte in die USA?",
        "Насколько вырос экспорт в США?",
        "كم زادت الصادرات إلى الولايات المتحدة؟",
        "미국으로의 수출은 얼마나 늘었나요?",
        "アメリカへの輸出はどれだけ増えましたか",
        "德国投资的生态园开工了吗？",
        "从香港到珠海的大桥通了吗",
        "去拉萨的火车运了多少货",
        "浙江的交通怎么推进？",
        "台灣交流怎麼樣？",
    ],
)
def test_a_place_that_the_report_names_in_its_own_way_is_inside(question: str, scope: Scope):
    assert scope.outside(question) is None


@pytest.mark.parametrize(
    "question",
    [
        "中国、我国、全国的增速是多少",
        "How fast did China grow?",
        "Quelle est la croissance de la Chine ?",
        "Каков рост Китая?",
        "كم نما اقتصاد الصين؟",
        "中國增長多少？",
        "請用法語回答：今年重點是什麼？",
        "用英文、日语、俄语、韩国语说一遍",
        "日本語で答えてください",
        "Please answer in English or French, German or Chinese.",
        "中美、中英、中法关系怎么样",
        "河两岸的绿化怎么搞",
    ],
)
def test_china_and_languages_are_no_other_place(question: str, scope: Scope):
    assert scope.outside(question) is None


@pytest.mark.parametrize(
    "question",
    [
        "上海地铁修了多少公里",
        "沿海地区和近海地带怎么发展",
        "今年增加纳税户多少家，更加纳入统计的呢",
        "陕西安全生产如何，工作日本市地铁多少人",
        "形成都市圈了吗，建成都市农业多少亩",
        "沿海南部有多少岛，复合肥用了多少，经济南北差距",
        "加大连接力度，最大连片开发",
        "依法国有企业怎么改，司法国际合作，国泰国际大厦",
        "壮美国土绿化了多少亩",
        "西南通道建了多少，推广西部经验",
        "南京路和北京西路改造，苏州河治理",
        "北京冬奥会和北京奥运会的筹备",
        "蒙古族、朝鲜族、俄罗斯族有多少人",
        "印度洋和平吗，朝阳区、东方、大同呢",
        "河南非遗项目几项",
        "隆重庆祝建党，医保定点医院几家",
        "印度支那与辽宁舰",
        "turkey farms, guinea pigs, jordan shoes and chile sauce",
        "What will it give us, and how much did it cost in US dollars?",
        "Сколько миллиардов долларов США составил экспорт в 1995?",
        "Shanghai Island tours?",
        "Того же года, сколько построили? кубы и мали.",
        "어떤 수단으로, 얼마나 가나요? 인도적 지원이란 무엇인가요?",
        "ما هو التقدم المالي وكم قطر الأنبوب؟",
        "Quelle réunion a eu lieu ? Maurice et la grenade",
        "¿La reunión de Granada? ¿Cuánta malta?",
        "Welche Polizisten, welche Pollen, Mann und Frau?",
        "チリ紙の生産量は？タイル、インドア",
        "中山路、延安路",
    ],
)
def test_ordinary_words_are_no_place(question: str, scope: Scope):
    assert scope.outside(question) is None


@pytest.mark.parametrize(
    "question", ["浙江省义乌市今年的重点是什么", "福建义乌商会", "What are the priorities of Yiwu, Fujian?"]
)
def test_a_place_that_only_says_where_the_reports_own_is_does_not_count(question: str, scope: Scope):
    assert scope.outside(question) is None


@pytest.mark.parametrize(
    ("question", "work"),
    [
        ("《红楼梦》里林黛玉住在哪个院子？", "《红楼梦》"),
        ("《紅樓夢》的作者是誰？", "《紅樓夢》"),
        ("2015年政府工作报告提出的目标是多少", "2015年政府工作报告"),
        ("2023年国务院政府工作报告里的产量？", "2023年国务院政府工作报告"),
        ("2015年的報告怎麼說？", "2015年的報告"),
        ("What does the report of 2015 say about steel?", "report of 2015"),
        ("What does the 2015 report say?", "the 2015 report"),
        ("What was in the 2012 government work report?", "2012 government work report"),
        ("2015年の政府活動報告では？", "2015年の政府活動報告"),
        ("2015년 정부 업무보고에서 목표는?", "2015년 정부 업무보고"),
        ("Que dit le rapport de 2015 ?", "rapport de 2015"),
        ("Was sagt der Bericht von 2015?", "Bericht von 2015"),
        ("¿Qué dice el informe de 2015?", "informe de 2015"),
        ("Что говорится в докладе 2015 года?", "докладе 2015"),
        ("ماذا يقول تقرير عام 2015؟", "تقرير عام 2015"),
    ],
)
def test_another_document_is_found_in_the_questions_own_words(question: str, work: str, scope: Scope):
    assert scope.outside(question) == (Outside.DOCUMENT, work)


@pytest.mark.parametrize(
    "question",
    [
        "《外商投资产业指导目录》怎么落实？",
        "《外商投資產業指導目錄》怎麼落實？",
        "《十三五规划纲要》落实了吗？",
        "《政府工作报告》和《报告》说了什么",
        "《政府活動報告》では何が述べられていますか",
        "2018年政府工作报告提出什么目标",
        "2018年义乌市人民政府工作报告的重点",
        "2017年的报告说了什么",
        "What does the 2018 report say, and what does the report for 2015 set?",
        "Did exports in 2015 report a fall?",
        "2013—2018年政府工作报告",
        "Quel objectif le rapport pour 2015 fixe-t-il ?",
    ],
)
def test_the_report_itself_and_what_it_cites_is_no_other_document(question: str, scope: Scope):
    assert scope.outside(question) is None


def test_a_report_of_unknown_year_is_asked_about_any_year():
    report = parse_report("工作报告\n\n各位代表：\n\n今年要抓好生产。\n", "untitled")
    assert Scope.of(report).outside("2015年政府工作报告说了什么") is None


def test_a_report_in_traditional_characters_names_its_places():
    report = parse_report("2018年政府工作報告\n\n各位代表：\n\n去年對韓國和廣東的出口增長。\n", "hant")
    scope = Scope.of(report)
    assert [scope.outside(question) for question in ("韩国呢？", "Guangdong?", "Korea?")] == [None] * 3


def test_a_capital_city_that_stands_for_the_government_is_inside_a_national_report():
    report = parse_report("2018年政府工作报告\n\n各位代表：\n\n现在，我代表国务院，报告政府工作。\n", "national")
    assert Scope.of(report).outside("What does Beijing plan?") is None


def test_the_built_in_report_tells_germany_from_shanghai(district: Scope):
    assert district.outside("What was Germany's GDP in 2017?") == (Outside.PLACE, "Germany")
    assert district.outside("2016年上海全市一共侦破了多少起案件？") is None


@pytest.mark.parametrize("question", ["", "\ud800", "İİ Francia?", "é" * 900, "《》", "《" * 400])
def test_odd_questions_are_read_to_the_end(question: str, scope: Scope):
    found = scope.outside(question)
    assert found is None or found == (Outside.PLACE, "Francia")


def test_why_is_one_sentence_in_the_language_asked():
    assert why_outside(Outside.PLACE, "德国", "zh") == "报告没有提到“德国”，无法据此回答。"
    assert why_outside(Outside.DOCUMENT, "《红楼梦》", "zh") == "《红楼梦》是另一份文件，报告里没有它的内容。"
    assert why_outside(Outside.YEAR, "2015", "en") == "The report says nothing of 2015."
    assert why_outside(Outside.PLACE, "Italia", "xx") == "The report does not mention “Italia”."


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "ko"])
@pytest.mark.parametrize("reason", Outside)
def test_why_names_what_and_is_told_as_its_own_language(reason: Outside, language: str):
    sentence = why_outside(reason, "2015", language)
    assert sentence.count("2015") == 1
    assert sentence != why_outside(reason, "2015", "en") or language == "en"
    assert detect_language(sentence) == language
