"""Rules of the room `results`: weights of the composite, and what may be published.

No weight stands in a national paper; each place has its own scheme. The defaults are ours, add up
to 100 and are meant to be replaced, with the paper they come from.
"""

from typing import Final

from collector.rules.kinds import Key


def _weight(name: str, default: int, zh: str, en: str) -> Key:
    return Key(
        name=f"results.weight_{name}", default=default, low=0, high=100,
        zh=f"综合得分权重：{zh}（各项合计须为 100）",
        en=f"Weight in the composite: {en} (all together 100)",
    )  # fmt: skip


WEIGHT_SATISFACTION: Final = _weight("satisfaction", 40, "满意率", "satisfaction")
WEIGHT_RESPONSE: Final = _weight("response", 10, "评价率", "response rate")
WEIGHT_PUT_RIGHT: Final = _weight("put_right", 10, "整改率", "bad ratings put right")
WEIGHT_ON_TIME: Final = _weight("on_time", 10, "按期整改率", "put right in time")
WEIGHT_ANSWERED: Final = _weight("answered", 5, "回复率", "answered")
WEIGHT_CALLED_BACK: Final = _weight("called_back", 5, "回访率", "called back")
WEIGHT_INSPECTION: Final = _weight("inspection", 15, "督查得分", "inspection score")
WEIGHT_COMPLETENESS: Final = _weight("completeness", 5, "对账到齐率", "nightly closings complete")
SATISFACTION: Final = Key(
    name="results.satisfaction",
    default="official",
    choices=(
        ("official", "满意率（含基本满意）", "Official rate (with level 3)"),
        ("satisfied", "满意（5 和 4）", "Satisfied (5 and 4)"),
    ),
    zh="综合得分中的满意率取哪一个",
    en="Which satisfaction goes into the composite",
)
LEAST_WEIGHT: Final = Key(
    name="results.least_weight",
    default=50,
    low=1,
    high=100,
    zh="综合得分：有数据的权重合计至少（不足则不计综合得分）",
    en="Weight of inputs that must be there for a composite",
)
MINIMUM: Final = Key(
    name="results.minimum",
    default=30,
    low=30,
    high=10_000,
    zh="综合得分与排名：至少多少条评价",
    en="Ratings from which there is a composite and a rank",
)
SMALLEST_PUBLIC: Final = Key(
    name="results.smallest_public",
    default=5,
    low=3,
    high=10,
    zh="公开通报：少于几条的数不公开（免得认出个人）",
    en="Public bulletin: counts below this are not printed, so that nobody is recognised",
)

KEYS: tuple[Key, ...] = (
    WEIGHT_SATISFACTION,
    WEIGHT_RESPONSE,
    WEIGHT_PUT_RIGHT,
    WEIGHT_ON_TIME,
    WEIGHT_ANSWERED,
    WEIGHT_CALLED_BACK,
    WEIGHT_INSPECTION,
    WEIGHT_COMPLETENESS,
    SATISFACTION,
    LEAST_WEIGHT,
    MINIMUM,
    SMALLEST_PUBLIC,
)
