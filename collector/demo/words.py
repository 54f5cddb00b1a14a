"""Names of the made-up city. No place, office or person of these names exists."""

from typing import Final

CITY: Final = ("滨江市", "Binjiang City")
COUNTIES: Final = (
    ("云溪区", "Yunxi District"), ("石桥区", "Shiqiao District"), ("望海县", "Wanghai County"),
    ("松原县", "Songyuan County"), ("青湾县", "Qingwan County"), ("河口市", "Hekou City"),
    ("白鹭市", "Bailu City"), ("南屏区", "Nanping District"),
)  # fmt: skip
TOWNS: Final = (
    ("柳镇", "Liu Town"), ("竹溪镇", "Zhuxi Town"), ("丰乐镇", "Fengle Town"),
    ("平桥镇", "Pingqiao Town"), ("三河镇", "Sanhe Town"), ("秋浦镇", "Qiupu Town"),
    ("临水镇", "Linshui Town"), ("新塘镇", "Xintang Town"), ("古渡镇", "Gudu Town"),
    ("花园镇", "Huayuan Town"), ("东岭镇", "Dongling Town"), ("西港镇", "Xigang Town"),
)  # fmt: skip
VILLAGES: Final = (
    ("上圩村", "Shangwei Village"), ("双井村", "Shuangjing Village"), ("杏林村", "Xinglin Village"),
    ("长堤村", "Changdi Village"), ("梅坞村", "Meiwu Village"), ("东渡村", "Dongdu Village"),
)  # fmt: skip

OFFICES: Final = (
    ("综合受理", "General services", "A"), ("社会保障", "Social security", "B"),
    ("企业开办", "Businesses", "C"), ("不动产登记", "Property", "D"),
)  # fmt: skip

ITEMS: Final = (
    (("居住证申领", "Residence permit"), ("老年优待证办理", "Senior citizen card"),
     ("公共场所卫生许可", "Hygiene licence"), ("生育登记", "Birth registration"),
     ("残疾人证申领", "Disability card"), ("法律援助申请", "Legal aid"),
     ("档案查询", "Archive search"), ("水电气联办", "Water, power and gas")),
    (("社会保险参保登记", "Social insurance enrolment"), ("养老待遇申领", "Pension claim"),
     ("失业登记", "Unemployment registration"), ("医保异地就医备案", "Care in another place"),
     ("工伤认定申请", "Work injury claim"), ("社会保障卡补办", "Replacement card"),
     ("灵活就业参保", "Freelance insurance"), ("医疗费用报销", "Medical expenses")),
    (("企业设立登记", "Company registration"), ("企业变更登记", "Change of company details"),
     ("企业注销登记", "Company closure"), ("食品经营许可", "Food licence"),
     ("税务登记信息确认", "Tax registration"), ("发票领用", "Invoices"),
     ("印章刻制备案", "Company seal"), ("个体工商户登记", "Sole trader registration")),
    (("不动产转移登记", "Transfer of property"), ("不动产抵押登记", "Mortgage"),
     ("不动产查询", "Property search"), ("契税申报", "Deed tax"),
     ("住房公积金提取", "Housing fund withdrawal"), ("房屋租赁备案", "Rental registration"),
     ("预告登记", "Priority notice"), ("不动产更正登记", "Correction of the register")),
)  # fmt: skip
"""For each office what is done there; the two a third of the people come for stand first."""

_SURNAMES: Final = "赵钱孙李周吴郑王冯陈"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
POSTS: Final = ("窗口工作人员", "首席代表", "业务骨干", "窗口工作人员")


def person(number: int) -> str:
    """Return a name that anybody sees to be counted out: surname, stem, branch."""
    return (
        _SURNAMES[number % len(_SURNAMES)]
        + _STEMS[number // len(_SURNAMES) % len(_STEMS)]
        + _BRANCHES[number // 100 % len(_BRANCHES)]
    )
