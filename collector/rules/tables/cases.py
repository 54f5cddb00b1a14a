"""Rules of the room `cases`: what opens a case, how long each step may take, who hears of it."""

from typing import Final

from collector.rules.kinds import Key

_NO_DAYS = (
    "国办发〔2019〕51号未定天数；各地 5 至 15 个工作日",
    "The national paper of 2019 sets no days; places have 5 to 15 working days",
)

THRESHOLD: Final = Key(
    name="cases.threshold",
    default=2,
    low=0,
    high=3,
    zh="立案等级（国家五级，此级及以下；0 为不立案）",
    en="A case for ratings at or under this national level (0: none)",
    source=(
        "国办发〔2019〕51号：不满意、非常不满意为差评",
        "National paper of 2019: levels 2 and 1 of 5 are bad ratings",
    ),
)
DAYS_TOTAL: Final = Key(
    name="cases.days_total",
    default=5,
    low=1,
    high=60,
    zh="办结期限（立案次日起，工作日）",
    en="Working days until a case is closed, from the day after it was opened",
    source=_NO_DAYS,
)
DAYS_VERIFY: Final = Key(
    name="cases.days_verify",
    default=1,
    low=1,
    high=60,
    zh="核实期限（立案次日起，工作日）",
    en="Working days until it is verified",
    source=_NO_DAYS,
)
DAYS_PUT_RIGHT: Final = Key(
    name="cases.days_put_right",
    default=3,
    low=1,
    high=60,
    zh="整改或说明期限（立案次日起，工作日）",
    en="Working days until it is put right or explained",
    source=_NO_DAYS,
)
DAYS_ANSWER: Final = Key(
    name="cases.days_answer",
    default=4,
    low=1,
    high=60,
    zh="答复期限（立案次日起，工作日）",
    en="Working days until the citizen is answered",
    source=_NO_DAYS,
)
DUE_SOON: Final = Key(
    name="cases.due_soon",
    default=1,
    low=0,
    high=30,
    zh="临期提醒（剩余工作日不多于）",
    en="Due soon: so many working days left, or fewer",
)
ESCALATE_MANAGER: Final = Key(
    name="cases.escalate_manager",
    default=1,
    low=1,
    high=60,
    zh="逾期几个工作日升级到大厅主管",
    en="Working days overdue until the hall manager is named",
)
ESCALATE_SUPERVISOR: Final = Key(
    name="cases.escalate_supervisor",
    default=3,
    low=1,
    high=60,
    zh="逾期几个工作日升级到上级督查",
    en="Working days overdue until the supervisor is named",
)
CALL_BACK: Final = Key(
    name="cases.call_back",
    default=True,
    zh="留有联系方式的须回访",
    en="Whoever left a contact must be called back",
    source=(
        "国办发〔2019〕51号：实名差评回访率 100%",
        "National paper of 2019: all bad ratings with a contact are called back",
    ),
)
REOPEN_DAYS: Final = Key(
    name="cases.reopen_days",
    default=30,
    low=0,
    high=365,
    zh="市民可要求重办的天数（答复后，自然日）",
    en="Days after the answer within which the citizen can reopen",
)
LATE_DAYS: Final = Key(
    name="cases.late_days",
    default=3,
    low=1,
    high=365,
    zh="评价晚到几天算迟到（自然日）",
    en="A rating that arrives so many days after the tap is a late arrival",
)

COMMENT_OPENS: Final = Key(
    name="cases.comment_opens",
    default="not-good",
    choices=(
        (
            "not-good",
            "满意以下的，或要求回访的",
            "where the rating is not good or a call is asked for",
        ),
        ("all", "每条留言", "every comment"),
    ),
    zh="哪些留言立案",
    en="Which comments open a case",
)
RECEIPT_CONFIRMS: Final = Key(
    name="cases.receipt_confirms",
    default=True,
    zh="凭回执点“满意”可以代替回访（不能证明点的人就是市民本人）",
    en="“Satisfied” said by the receipt stands for the call (it does not prove who said it)",
)
CALL_TRIES: Final = Key(
    name="cases.call_tries",
    default=3,
    low=1,
    high=10,
    zh="回访几次未接通后可以办结",
    en="Calls not answered after which a case may be closed",
)

KEYS: tuple[Key, ...] = (
    THRESHOLD,
    DAYS_TOTAL,
    DAYS_VERIFY,
    DAYS_PUT_RIGHT,
    DAYS_ANSWER,
    DUE_SOON,
    ESCALATE_MANAGER,
    ESCALATE_SUPERVISOR,
    CALL_BACK,
    REOPEN_DAYS,
    LATE_DAYS,
    COMMENT_OPENS,
    RECEIPT_CONFIRMS,
    CALL_TRIES,
)
