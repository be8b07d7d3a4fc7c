"""What the empty form asks, as plain values: every printing of ours is made from this, and the check of a filled form
goes down the same list. The Chinese words are those that the reader's synonym table knows.
"""

from __future__ import annotations

from relparty.forms.blank.elements import Block, Column, Field, Section, Sort
from relparty.phrases import Phrase

TITLE = "单位法定代表人、股东及股东关系图相关信息采集表"

TITLE_GLOSS = "注：Declaration of persons in charge, shareholders and relations"
"""Begins like a remark, so that no reader takes it for an answer."""

SERIAL = Phrase("序号", "No")
TOTAL = Phrase("合计", "total")
GRID = (5, 24, 20, 22, 16, 14)
"""The widths of the form's six columns, in characters."""

_KINDS_OF_UNIT = ("有限责任公司", "股份有限公司", "合伙企业", "个人独资企业", "个体工商户", "分支机构", "事业单位", "社会团体", "其他")
_KINDS_OF_HOLDER = ("自然人", "企业法人", "合伙企业", "上市公司", "国有资产管理机构", "事业单位", "其他")
_OFFICES = ("董事长", "执行董事", "董事", "监事", "总经理", "财务负责人", "其他高级管理人员")
_ROLES = ("授权代表", "联系人", "项目负责人", "技术负责人", "其他")
_RELATIONS = ("单位负责人为同一人", "控股关系", "管理关系")
_KINSHIPS = ("配偶", "父母", "子女", "兄弟姐妹", "祖父母", "孙子女", "配偶的父母", "配偶的兄弟姐妹", "其他")
_CHANGES = ("法定代表人", "股东", "董事", "监事", "总经理", "财务负责人")

_NAME_TIP = Phrase("与营业执照或登记信息一致，写全称", "in full, as on the licence or in the register")
_CODE_TIP = Phrase(
    "18 位，只用数字和大写字母（不含 I O S V Z）；校验位不符时变红",
    "18 figures and capital letters, never I O S V Z; turns red when a check digit is wrong",
)
_ID_TIP = Phrase(
    "18 位，按文本填写；可遮盖中间八位，如 110108********0006；校验位不符时变红",
    "18 figures, as text; the middle eight may be masked as in 110108********0006; turns red when the check digit is wrong",
)
_EITHER_TIP = Phrase(
    "自然人填身份证号码（可遮盖中间八位），单位填统一社会信用代码；校验位不符时变红",
    "a person's resident id (the middle eight may be masked), a unit's credit code; turns red when a check digit is wrong",
)
_NONE_TIP = Phrase("没有的，填“无”", "write 无 if there is none")
_ROW_TIP = Phrase("一人（一家）一行；没有的，在第一行填“无”", "one a row; if there is none, write 无 in the first row")
_SHARE_TIP = Phrase("只填数字：60.5 即 60.5%", "the number alone: 60.5 means 60.5 %")
_DAY_TIP = Phrase("如 2026-11-10", "such as 2026-11-10")
_CHOOSE_TIP = Phrase("从下拉列表选择；列表中没有的可直接填写", "choose from the list, or type what is not on it")
_PHONE_TIP = Phrase("区号-号码或手机号", "with area code, or a mobile number")

LOT = Section(
    "lot",
    Phrase("一、项目信息", "Lot"),
    (
        Field("lot_name", Phrase("项目名称", "lot name"), Phrase("与采购文件一致", "as in the tender documents"), is_mandatory=True),
        Field("lot_id", Phrase("项目编号/标段", "lot number"), Phrase("与采购文件一致", "as in the tender documents"), is_mandatory=True),
    ),
)

BIDDER = Section(
    "bidder",
    Phrase("二、单位基本信息", "Bidder"),
    (
        Field("bidder_name", Phrase("单位名称", "name of the unit"), _NAME_TIP, is_mandatory=True),
        Field(
            "bidder_uscc",
            Phrase("统一社会信用代码", "unified social credit code"),
            _CODE_TIP,
            is_mandatory=True,
            is_wide=False,
            sort=Sort.USCC,
        ),
        Field(
            "bidder_kind",
            Phrase("单位类型", "kind of unit"),
            _CHOOSE_TIP,
            is_mandatory=True,
            is_wide=False,
            choices=_KINDS_OF_UNIT,
        ),
        Field("address", Phrase("注册地址", "registered address"), _NAME_TIP, is_mandatory=True),
        Field("phone", Phrase("联系电话", "phone"), _PHONE_TIP, is_mandatory=True, is_wide=False),
        Field("email", Phrase("电子邮箱", "e-mail"), Phrase("单位常用邮箱", "of the unit"), is_mandatory=True, is_wide=False),
        Field(
            "parent",
            Phrase("上级法人", "head office"),
            Phrase("分支机构填其所属法人", "of a branch: the legal person"),
            hint="分支机构填写，其他填“无”",
        ),
        Field("bond_account", Phrase("保证金付款账户", "deposit account"), _NONE_TIP, is_wide=False, hint="无则填“无”"),
        Field("former_names", Phrase("曾用名", "former names"), _NONE_TIP, is_wide=False, hint="无则填“无”"),
    ),
)

HEAD = Section(
    "head",
    Phrase("三、法定代表人信息", "Person in charge"),
    (
        Field("head_name", Phrase("法定代表人", "person in charge"), _NAME_TIP, is_mandatory=True, is_wide=False, hint="单位负责人"),
        Field("head_id", Phrase("身份证号码", "resident id"), _ID_TIP, is_mandatory=True, is_wide=False, sort=Sort.PERSON_ID),
    ),
)

FOOT = Section(
    "foot",
    Phrase("填报", "Signature"),
    (
        Field("filled_by", Phrase("填报人", "filled in by"), _NAME_TIP, is_wide=False),
        Field("filled_on", Phrase("填报日期", "date"), _DAY_TIP, is_wide=False),
        Field("seal", Phrase("单位盖章", "seal"), Phrase("加盖公章", "the unit's seal"), is_wide=False),
        Field("head_signature", Phrase("法定代表人签字", "signature"), Phrase("或授权代表签字", "or the agent's"), is_wide=False),
    ),
)

SECTIONS = (LOT, BIDDER, HEAD)

_HOLDER_KIND = Column("kind", Phrase("股东类型", "kind"), _CHOOSE_TIP, is_mandatory=True, choices=_KINDS_OF_HOLDER)
_HOLDER_NUMBER = Column(
    "number", Phrase("证件号码/统一社会信用代码", "resident id or credit code"), _EITHER_TIP, is_mandatory=True, sort=Sort.ANY_ID
)
_PERCENT = Column("percent", Phrase("持股比例（%）", "share"), _SHARE_TIP, is_mandatory=True, sort=Sort.SHARE)

BLOCKS = (
    Block(
        "shareholders",
        Phrase("四、股东信息", "Shareholders"),
        "列出全部股东，持股比例合计 100；股份有限公司另附盖章的股东名册",
        (
            Column("name", Phrase("股东名称（姓名）", "name"), _ROW_TIP, is_mandatory=True),
            _HOLDER_KIND,
            _HOLDER_NUMBER,
            Column("capital", Phrase("认缴出资额（万元）", "capital"), Phrase("万元；合伙企业填出资额", "in 10,000 CNY"), sort=Sort.NUMBER),
            _PERCENT,
        ),
        rows=6,
        is_mandatory=True,
        has_total=True,
    ),
    Block(
        "officers",
        Phrase("五、主要人员", "Officers"),
        "董事、监事、高级管理人员；不设监事的，填“不设监事”",
        (
            Column("name", Phrase("姓名", "name"), _ROW_TIP, is_mandatory=True),
            Column("office", Phrase("职务", "office"), _CHOOSE_TIP, is_mandatory=True, choices=_OFFICES),
            Column("number", Phrase("身份证号码", "resident id"), _ID_TIP, span=3, sort=Sort.PERSON_ID),
        ),
        rows=5,
    ),
    Block(
        "upper_holdings",
        Phrase("六、股东关系图逐层填报", "Holders of the holders"),
        "从单位股东起，一层一层填到自然人、上市公司或国资机构；可另附图",
        (
            Column(
                "company",
                Phrase("被投资单位", "company"),
                Phrase("股东是谁的股东，就写谁", "the company whose holder this is"),
                is_mandatory=True,
            ),
            Column("name", Phrase("股东名称（姓名）", "its holder"), _ROW_TIP, is_mandatory=True),
            _HOLDER_NUMBER,
            _HOLDER_KIND,
            _PERCENT,
        ),
        rows=8,
    ),
    Block(
        "people",
        Phrase("七、本项目投标人员", "Bid persons"),
        "授权代表、联系人必填；项目负责人、技术负责人如有",
        (
            Column("name", Phrase("姓名", "name"), _ROW_TIP, is_mandatory=True),
            Column("role", Phrase("投标职责", "role"), _CHOOSE_TIP, is_mandatory=True, choices=_ROLES),
            Column("number", Phrase("身份证号码", "resident id"), _ID_TIP, is_mandatory=True, sort=Sort.PERSON_ID),
            Column("phone", Phrase("联系电话", "phone"), _PHONE_TIP, is_mandatory=True),
            Column(
                "insured_at",
                Phrase("社保缴纳单位", "insured by"),
                Phrase("单位全称；在本单位参保的填“本单位”", "the unit in full; 本单位 if it is the bidder"),
            ),
        ),
        rows=4,
        is_mandatory=True,
    ),
    Block(
        "related_units",
        Phrase("八、存在单位负责人为同一人、控股、管理关系的其他单位", "Related units"),
        "不论是否参加本项目",
        (
            Column("name", Phrase("单位名称", "name of the unit"), _ROW_TIP, is_mandatory=True),
            Column("number", Phrase("统一社会信用代码", "credit code"), _CODE_TIP, is_mandatory=True, sort=Sort.USCC),
            Column("relation", Phrase("相互关系", "relation"), _CHOOSE_TIP, span=3, is_mandatory=True, choices=_RELATIONS),
        ),
        rows=4,
    ),
    Block(
        "kin",
        Phrase("九、亲属关系申报", "Kin"),
        "本单位人员与其他参加单位、采购单位人员之间的配偶、三代以内血亲、近姻亲",
        (
            Column("person", Phrase("本单位人员", "own person"), _ROW_TIP, is_mandatory=True),
            Column("relative", Phrase("亲属姓名", "relative"), _NAME_TIP, is_mandatory=True),
            Column("relation", Phrase("亲属关系", "kinship"), _CHOOSE_TIP, is_mandatory=True, choices=_KINSHIPS),
            Column("unit", Phrase("亲属任职单位", "the relative's unit"), _NAME_TIP, span=2, is_mandatory=True),
        ),
        rows=3,
    ),
    Block(
        "changes",
        Phrase("十、近十二个月变更情况", "Changes in twelve months"),
        "法定代表人、股东和主要人员的变更",
        (
            Column("item", Phrase("变更事项", "what changed"), _CHOOSE_TIP, is_mandatory=True, choices=_CHANGES),
            Column(
                "before",
                Phrase("变更前", "before"),
                Phrase("股东变更写明比例，如 张三 40%", "for holders with the share"),
                is_mandatory=True,
            ),
            Column(
                "after", Phrase("变更后", "after"), Phrase("股东变更写明比例，如 李四 40%", "for holders with the share"), is_mandatory=True
            ),
            Column("date", Phrase("变更日期", "date"), _DAY_TIP, span=2, is_mandatory=True),
        ),
        rows=3,
    ),
    Block(
        "prior_service",
        Phrase("十一、曾为采购人提供的服务", "Prior service to the buyer"),
        "本单位人员近三年在采购单位任职，或本单位曾为本项目做设计、咨询、监理等",
        (
            Column("person", Phrase("姓名", "person"), _ROW_TIP, is_mandatory=True),
            Column("unit", Phrase("服务单位", "buyer's unit"), _NAME_TIP, is_mandatory=True),
            Column("content", Phrase("服务内容", "service"), Phrase("如 本项目设计", "such as the design"), is_mandatory=True),
            Column("date", Phrase("起止时间", "period"), Phrase("如 2025-03 至 2025-09", "such as 2025-03 to 2025-09"), span=2),
        ),
        rows=2,
    ),
)
