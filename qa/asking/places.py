"""The place a question is about where that is not the report's own: a town inside it, or the city or country above it.

A district's report tells mostly of the district. Its figures are wrong answers for one of its towns and for the whole
city (全市), so that only passages that name the place can answer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.text import simplified, squeeze

if TYPE_CHECKING:
    from corpus.passages import Passage

Place = frozenset[str]
"""Names of one place; a passage tells of it when it holds one of them."""

_TOWN = re.compile(r"([\u4e00-\u9fff]{2})(镇|街道)(?!长|委|府|政府)")
_NO_NAME = re.compile(
    "[的在与和及跟对比从到是年月各全本每个两几多哪某该此这那]|[城乡小古名村集强市区县镇街社州]$|"
    "特色|示范|重点|中心|建设|建制|工业|商业|步行|试点|创新"
)
"""What stands before 镇 and the like where it is no name: 特色小镇, 各街道."""

_REGION = re.compile(r"[\u4e00-\u9fff]{2,}?(?:自治区|自治州|省|市|区|县|旗)")
_LEVELS = {"省": 1, "自治区": 1, "市": 2, "自治州": 2, "区": 3, "县": 3, "旗": 3}
_WHOLE = {"全国": 0, "全省": 1, "全市": 2}
_COUNTRY = ("全国", "我国", "中国")


def places_asked(question: str, title: str) -> tuple[Place, ...]:
    """Return the places that a question is about beside the report's own, which its title tells."""
    line, own = squeeze(simplified(question)), _regions(title)
    bare = "".join(_bare(region) for region in own)
    towns = [match[1] for match in _TOWN.finditer(line) if not _NO_NAME.search(match[1])]
    return (*(frozenset({town}) for town in dict.fromkeys(towns) if town not in bare), *_above(line, own))


def tells_of(passage: Passage, places: tuple[Place, ...]) -> bool:
    """Tell whether a passage, or a heading above it, names every place."""
    if not places:
        return True
    text = squeeze(simplified(" ".join((*passage.headings, passage.text))))
    return all(any(name in text for name in place) for place in places)


def _above(line: str, own: list[str]) -> list[Place]:
    """Return the larger regions asked about: 全市 in a district's report, not in that of the city."""
    level = next((_LEVELS[end] for end in sorted(_LEVELS, key=len, reverse=True) if own and own[-1].endswith(end)), 0)
    found = []
    for word, at in _WHOLE.items():
        if word in line and at < level:
            named = [_bare(region) for region in own[:-1] if _LEVELS.get(region[-1]) == at]
            found.append(frozenset(_COUNTRY if at == 0 else (word, "本" + word[1], *named)))
    return found


def _regions(title: str) -> list[str]:
    """Return the regions of a title, the largest first: 上海市, 青浦区."""
    line = re.sub(r".*年", "", squeeze(simplified(title)).partition("政府工作报告")[0].partition("人民政府")[0])
    return _REGION.findall(line)


def _bare(region: str) -> str:
    return re.sub(r"(?:自治区|自治州|省|市|区|县|旗)$", "", region)
