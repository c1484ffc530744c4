from __future__ import annotations

import pytest

from qa.asking.language import detect_language
from qa.asking.yes_no import Verdict, asks_yes_or_no, verdict


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("天然林还允许商业砍伐吗", "zh"),
        ("国有大银行股份制改革搞完了没", "zh"),
        ("贸易顺差是不是缩小了？", "zh"),
        ("存款保险今年搞不搞", "zh"),
        ("農民現在種地還要交稅不", "zh-Hant"),
        ("did the army finish cutting 300,000 troops", "en"),
        ("In 2024, will ordinary people get a say?", "en"),
        ("Dürfen Banken mit Wertpapieren handeln?", "de"),
        ("Est-ce que le chômage a augmenté ?", "fr"),
        ("Reste-t-il des restrictions dans l'industrie ?", "fr"),
        ("¿Los hospitales siguen cobrando un recargo?", "es"),
        ("Открыта ли промышленность для иностранных инвесторов?", "ru"),
        ("有人宇宙飛行は成功したのか", "ja"),
        ("농업세는 폐지되는가?", "ko"),
        ("정부가 차별을 내버려 두나요?", "ko"),
        ("هل ستواصل الصين حظر الصيد؟", "ar"),
    ],
)
def test_a_question_that_yes_or_no_answers_is_told(question: str, language: str):
    assert asks_yes_or_no(question, language)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("2017年地区生产总值是多少？", "zh"),
        ("今年新建了多少学校，是否免费？", "zh"),
        ("为什么不能降低税率", "zh"),
        ("刑事案件去年是少了还是多了？", "zh"),
        ("是不是提高了赤字率，提高了几个百分点？", "zh"),
        ("今年有什麼措施嗎", "zh-Hant"),
        ("How much has the deficit risen?", "en"),
        ("Has the deficit risen, and by how much?", "en"),
        ("Is the insurance nationwide or still a pilot?", "en"),
        ("Number of new pilot free trade zones set up in 2016", "en"),
        ("Um wie viel sollte die Intensität sinken?", "de"),
        ("Combien de villages ont-ils le haut débit ?", "fr"),
        ("À combien s'élève-t-elle ?", "fr"),
        ("¿Cuántos coches hay ya en China?", "es"),
        ("¿Número de viviendas renovadas entre 2016 y 2020?", "es"),
        ("Сколько зерна собрали в Китае?", "ru"),
        ("Вырос экспорт или снизился?", "ru"),
        ("農民の負担は毎年どれだけ減ったか。", "ja"),
        ("輸出は増えたか、減ったか", "ja"),
        ("몇 개 현으로 확대되었나?", "ko"),
        ("كم بلغ عدد العمال؟", "ar"),
        ("هل ارتفع العجز أم انخفض؟", "ar"),
    ],
)
def test_a_question_for_a_thing_a_number_or_a_choice_is_not_one(question: str, language: str):
    assert not asks_yes_or_no(question, language)


def test_a_language_without_rules_asks_nothing():
    assert not asks_yes_or_no("Inflacja wzrosła?", "pl")


@pytest.mark.parametrize(
    ("question", "clause", "expected"),
    [
        ("天然林还允许商业砍伐吗", "停止天然林商业性采伐", "no"),
        ("长江还会继续不准捕鱼吗", "坚定推进长江十年禁渔", "yes"),
        ("打手机的长途费和漫游费能取消么", "年内全部取消手机国内长途和漫游费", "yes"),
        ("财政紧巴巴的，会不会减少对农业的投入？", "确保农业投入只增不减", "no"),
        ("国外的垃圾还让不让运进来？", "继续严禁洋垃圾入境", "no"),
        ("国家反对保护主义吗", "反对各种形式的保护主义", "yes"),
        ("贸易顺差是不是缩小了？", "贸易顺差连续两年下降", "yes"),
        ("经常性预算打不打赤字？", "坚持经常性预算不打赤字", "no"),
        ("农村读小学还要交学杂费吗", "全部免除农村义务教育阶段学生的学杂费", "no"),
        ("集體林權改革搞完了沒有", "集体林权制度主体改革基本完成", "yes"),
        ("did the army finish its reform", "军队改革任务基本完成", "yes"),
        ("Is smoking banned in schools?", "严禁在校园内吸烟", "yes"),
        ("Will restrictions on foreign banks be lifted?", "取消银行业外资持股比例限制", "yes"),
        ("Did the government fail to meet its target?", "预期增长目标未能实现", "yes"),
        ("Dürfen Ausländer in der Stadt Firmen gründen?", "允许外商独资经营", "yes"),
        ("Les droits de douane vont-ils baisser ?", "降低汽车进口关税", "yes"),
        ("¿Aumentó el desempleo?", "失业率下降", "no"),
        ("Вырос ли экспорт?", "出口下降", "no"),
        ("失業率は上がりましたか？", "失业率下降", "no"),
        ("농업세가 폐지됩니까?", "五年内取消农业税", "yes"),
        ("هل ارتفعت البطالة؟", "失业率下降", "no"),
        ("هل ستواصل الصين حظر الصيد لعشر سنوات؟", "坚定推进长江十年禁渔", "yes"),
    ],
)
def test_the_sides_of_question_and_clause_are_compared(question: str, clause: str, expected: str):
    assert verdict(question, detect_language(question), clause) == expected


@pytest.mark.parametrize(
    ("question", "clause", "expected"),
    [
        ("大桥建成了吗？", "大桥建成通车", Verdict.YES),
        ("大桥建成了吗？", "加快推进大桥建设", Verdict.NO),
        ("大桥今年能建成吗？", "确保大桥年内建成通车", Verdict.YES),
        ("Has the bridge been finished?", "加快推进大桥建设", Verdict.NO),
        ("电网改造完成没", "推进新一轮农村电网改造", Verdict.NO),
    ],
)
def test_what_is_under_way_is_not_finished(question: str, clause: str, expected: Verdict):
    assert verdict(question, detect_language(question), clause) is expected


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("房价涨了没有", "房价涨幅回落"),
        ("出口增速比进口快吗", "进口增速快于出口"),
        ("物价有没有大涨", "居民消费价格上涨1.6%"),
        ("贫困县都摘帽成功了吗", "153个贫困县成功摘帽"),
        ("还能用现金吗", "任何单位不得拒收现金"),
        ("国家支持自由贸易吗", "反对各种形式的保护主义"),
        ("上市公司的老总能不能试行期权？", "可以试行期权制，但不能把国有资产量化给个人"),
        ("读幼儿园以后会不会免费？", "逐步推行免费学前教育"),
        ("企业设立现在还都得审批吗", "一律由审批改为备案管理"),
        ("人民币汇率稳定吗？", "人民币没有出现大幅贬值"),
        ("Did prices remain stable?", "没有出现大幅波动"),
        ("Hasn't the tax been abolished?", "取消农业税"),
        ("Can farmers sell their land?", "土地承包关系长久不变"),
        ("Is the deficit rising?", "加强生态环境保护"),
    ],
)
def test_there_is_no_verdict_where_the_words_do_not_decide(question: str, clause: str):
    assert verdict(question, detect_language(question), clause) is None


@pytest.mark.parametrize("clause", ["我们要不断扩大出口", "不仅要扩大出口", "出口持续扩大，毫不动摇"])
def test_characters_of_negation_inside_words_negate_nothing(clause: str):
    assert verdict("出口扩大了吗", "zh", clause) is Verdict.YES


@pytest.mark.parametrize("clause", ["", "\ufdfa" * 200, "不" * 500, "取消" * 500, "？！，；"])
def test_odd_clauses_have_no_verdict(clause: str):
    assert verdict("出口扩大了吗", "zh", clause) is None
