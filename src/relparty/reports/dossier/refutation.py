"""What would refute a finding, rule by rule: the facts that take its ground away, and what is no answer to it.

Written for the group that must hear the bidder and for the bidder that answers: a finding that nothing could refute
would be a verdict. Every rule has its own; a test holds this to the catalog.
"""

from __future__ import annotations

from dataclasses import dataclass

from relparty.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Refutation:
    """The facts that would refute a finding, and, where bidders often give one, the answer that would not."""

    facts: tuple[Phrase, ...]
    no_answer: Phrase | None = None


_ANOTHER_PERSON = Phrase(
    "身份证件证明两处是姓名相同的两个人（证件号码不同）。",
    "Identity documents show that the two places name two people of one name (their numbers differ).",
)
_ANOTHER_COMPANY = Phrase(
    "营业执照或登记档案证明所指是名称相同或相近的另一家企业（统一社会信用代码不同）。",
    "A business licence or the register's file shows that another company of the same or a similar name is meant (its credit code differs).",
)
_MADE_APART = Phrase(
    "关系本身不为法律所禁止：两家各自举证报价由不同人员独立编制、独立审批（编制人、审批记录、电子文件属性、递交过程均无交叉），采购小组可认定不影响竞争。",
    "The relation itself is not forbidden: where each shows that its quote was made and approved by people of its own (authors, approvals, properties of the files, how they were handed in), the group may find that competition is unharmed.",
)

REFUTATIONS: dict[str, Refutation] = {
    "common_controller": Refutation(
        (
            Phrase(
                "登记档案显示，在开启日该主体对其中一家直接和通过所控制企业持有的比例合计没有超过半数（2024 年 7 月 1 日前开启的项目：没有达到半数）。",
                "The register's file shows that on the day of opening its shares of one of them, its own and those of companies it controls together, are not more than half (for lots opened before 1 July 2024: less than half).",
            ),
            Phrase(
                "章程、股东协议或表决权安排的原件证明，该主体虽然持股，但不能支配其中一家。",
                "The original articles, a shareholders' agreement or an arrangement of votes shows that it cannot direct one of them in spite of its shares.",
            ),
            Phrase(
                "共同控制方是国家：国家控股的企业之间不仅因为同受国家控股而具有关联关系。",
                "What controls both is the state: companies are not related merely because the state holds both.",
            ),
            _ANOTHER_PERSON,
            _MADE_APART,
        ),
    ),
    "control_chain": Refutation(
        (
            Phrase(
                "登记档案显示，链上任何一环在开启日的比例与所引不同，使合计不再超过半数（2024 年 7 月 1 日前开启的项目：不再达到半数）。",
                "The register's file shows another share for any link of the chain on the day of opening, so that the sum is no longer more than half (before 1 July 2024: no longer half).",
            ),
            Phrase(
                "中间企业的章程、股东协议或表决权安排的原件证明，上一层并不能支配它。",
                "The original articles, shareholders' agreement or arrangement of votes of a company between shows that the one above cannot direct it.",
            ),
            _ANOTHER_COMPANY,
            _MADE_APART,
        ),
        Phrase(
            "有效持股比例低于 50% 不能推翻控制：控制看每一层能否支配，不看各层比例的乘积。",
            "An effective share below 50 % does not refute control: control asks whether each layer can direct the next, not what the shares multiply to.",
        ),
    ),
    "declaration_mismatch": Refutation(
        (
            Phrase(
                "原件显示两处其实一致：识读、录入或抄写有误。",
                "The originals show that the two agree: something was misread, mistyped or miscopied.",
            ),
            Phrase(
                "两份文件所述日期不同，其间的变更有登记机关的受理或核准文件证明；或者公示信息依法尚未更新。",
                "The two speak of different days, and papers of the registration office show the change between; or the register could lawfully not show it yet.",
            ),
            Phrase(
                "其中一份文件不是该投标人的，或者说的不是同一家企业、同一个人。",
                "One of the documents is not that bidder's, or speaks of another company or person.",
            ),
        ),
        Phrase(
            "只更正采集表而不交能够证明何者为真的文件，不能消除疑点；是否属于提供虚假材料，由有权机关认定。",
            "A corrected form alone settles nothing without papers that prove which is true; whether material was false is for the competent authority.",
        ),
    ),
    "declared_kin": Refutation(
        (
            Phrase(
                "户籍、婚姻登记等有权机关的证明显示，申报的亲属关系不存在，或者所称亲属是与对方人员同名的另一个人。",
                "Papers of the household or marriage register show that there is no such kinship, or that the relative is another person of the same name.",
            ),
            Phrase(
                "任免或劳动关系文件证明，该亲属在报价前已不在对方任职，也不持有其股权。",
                "Papers of appointment or employment show that before quoting the relative no longer served at the other bidder, nor held shares of it.",
            ),
            _MADE_APART,
        ),
    ),
    "direct_holding": Refutation(
        (
            Phrase(
                "登记档案或股东名册显示，开启日的持股比例与所引不同，或者股权已在开启日之前转让并办理登记。",
                "The register's file or the register of members shows another share on the day of opening, or that the shares had been transferred and registered before it.",
            ),
            _ANOTHER_COMPANY,
            Phrase(
                "持股不超过半数的：章程、股东协议或历次股东会决议证明，该股东的表决权不足以对股东会决议产生重大影响。",
                "Where half or less is held: the articles, a shareholders' agreement or past resolutions show that its votes do not weigh decisively in the shareholders' meeting.",
            ),
            Phrase(
                "只凭申报认定的：申报方书面更正，并有登记档案证明双方没有投资关系。",
                "Where it rests on a declaration: whoever declared it corrects it in writing, and the register's file shows no holding.",
            ),
        ),
        Phrase(
            "仅称“代持”“不参与经营”不能推翻登记的持股；是否采信代持，须看协议、出资和分红凭证，由采购小组判断。",
            "“Held for another” or “takes no part in the business” does not refute a registered holding; whether it is believed depends on the agreement and on proof of payment and dividends, for the group to weigh.",
        ),
    ),
    "group_conflict": Refutation(
        (
            _ANOTHER_PERSON,
            Phrase(
                "人事档案或登记档案证明，该成员与投标人的劳动、任职或持股关系在参加采购活动三年以前已经结束，或者从未存在。",
                "Personnel files or the register's file show that the member's employment, office or holding ended more than three years before the procurement, or never was.",
            ),
            Phrase(
                "有权机关的证明显示，申报的亲属不在夫妻、直系血亲、三代以内旁系血亲或近姻亲之列。",
                "Papers of a competent authority show that the kinship is none of spouse, lineal, collateral within three generations, or close by marriage.",
            ),
            Phrase(
                "该成员在接触本项目之前已经更换，未参与任何环节。",
                "The member was replaced before touching this lot and had part in no step of it.",
            ),
        ),
        Phrase(
            "成员自称“不影响公正”不能代替回避；这一关系不是投标人的过错，也不减少有效报价。",
            "A member's word that fairness is unharmed does not replace withdrawal; the bidder is not at fault, and no quote is lost by it.",
        ),
    ),
    "management": Refutation(
        (
            Phrase(
                "申报方书面更正，且章程、任免文件或主管单位的证明显示，双方没有人、财、物上的管理或者隶属关系。",
                "Whoever declared it corrects it in writing, and articles, papers of appointment or the superior unit show that neither directs the other's people, money or property.",
            ),
            Phrase(
                "管理关系在开启日之前已经解除，并有解除文件和实际交接的证明。",
                "The management ended before the day of opening, proved by papers and by an actual handing over.",
            ),
            _ANOTHER_COMPANY,
            Phrase(
                "两家只是申报了同一个第三方单位的：该单位与其中一家的关系不涉及管理或者控制。",
                "Where both merely name the same third unit: its relation to one of them is neither management nor control.",
            ),
        ),
    ),
    "past_relation": Refutation(
        (
            Phrase(
                "登记档案显示，该关系在核查期间开始之前已经终止，或者从未存在。",
                "The register's file shows that the relation ended before the time looked back on began, or never was.",
            ),
            Phrase(
                "终止属实：转让协议、付款和完税凭证、任免决议、印章与账户交接齐备，且没有回购、代持或继续支配的安排。",
                "The ending is real: contract, proof of payment and tax, resolutions, hand-over of seals and accounts are there, and no buy-back, holding for another or continued direction was agreed.",
            ),
            _ANOTHER_PERSON,
        ),
        Phrase(
            "关系终止本身合法；反之，证据显示终止只是形式的，采购小组可按关系仍然存在处理。",
            "To end a relation is lawful; but where evidence shows that it ended on paper only, the group may treat it as standing.",
        ),
    ),
    "same_bond_account": Refutation(
        (
            Phrase(
                "银行回单显示，两家的保证金实际由各自名下的不同账户转出（以付款户名和账号为准）。",
                "Bank receipts show that the deposits came from different accounts in each bidder's own name (payer's name and number decide).",
            ),
            Phrase(
                "所填账号其实是收款账户（例如采购单位或代理机构的保证金专户），两家填错了栏目。",
                "The number is in truth that of the payee (say the office's or the agency's deposit account), put into the wrong field by both.",
            ),
            Phrase(
                "保证金以保函、保险等方式提交，没有发生转账。",
                "The deposit was given as a guarantee or insurance, and nothing was transferred.",
            ),
        ),
        Phrase(
            "“视为”以事实为准：仅称没有串通的意思，不能推翻；能推翻的是所依据的事实。",
            "What is deemed rests on a fact: to say that none was meant refutes nothing; to disprove the fact does.",
        ),
    ),
    "same_head": Refutation(
        (
            _ANOTHER_PERSON,
            Phrase(
                "登记档案显示，其中一家的单位负责人在开启日之前已经变更为他人。",
                "The register's file shows that one of the two had another person in charge before the day of opening.",
            ),
            Phrase(
                "所填的人既不是法定代表人，也不是依法代表该单位行使职权的主要负责人。",
                "The person named is neither the legal representative nor the principal who by law acts for the unit.",
            ),
            Phrase(
                "只凭申报认定的：申报方书面更正，并有两家的登记档案证明。",
                "Where it rests on a declaration: whoever declared it corrects it in writing, and the register's files of both bear it out.",
            ),
        ),
        Phrase(
            "“负责人只是挂名”“两家各自报价”不能推翻：法律不问原因。只有内部决议而未登记的变更，须另有实际交接的证据。",
            "“In name only” or “each quoted by itself” refutes nothing: the law asks no reason. A change resolved within but not registered needs proof of an actual handing over.",
        ),
    ),
    "same_insured_unit": Refutation(
        (
            Phrase(
                "社会保险机构出具的参保证明显示，该人员在投标期间由其所代表的投标人缴纳，或者缴纳单位与所填不同。",
                "A certificate of the social insurance office shows that at the time of bidding the person was insured by the bidder represented, or by another unit than the one given.",
            ),
            _ANOTHER_COMPANY,
            Phrase(
                "缴纳单位是依法设立的劳务派遣或人力资源服务机构：有派遣或代理合同、付款凭证，且该机构与两家均无其他关系。是否采信由采购小组依当地规定判断。",
                "The unit is a lawful staffing or payroll agency, with contracts and payments, and in no other relation to either; whether that is enough is for the group under the local rules.",
            ),
        ),
        Phrase(
            "“视为”以事实为准：仅称没有串通的意思，不能推翻；能推翻的是所依据的事实。",
            "What is deemed rests on a fact: to say that none was meant refutes nothing; to disprove the fact does.",
        ),
    ),
    "same_legal_entity": Refutation(
        (
            Phrase(
                "营业执照或登记档案证明，两家是各自登记、代码不同的独立法人，不存在总机构与分支机构的关系。",
                "Licences or the register's file show two legal persons with codes of their own, and no head office and branch among them.",
            ),
            Phrase(
                "统一社会信用代码或者“上级法人”一栏填写有误，营业执照可以证明。",
                "The credit code or the head office was filled in wrongly, as the licence shows.",
            ),
            Phrase(
                "该分支机构在开启日之前已经注销、改制为独立法人或者改属另一法人，并已登记。",
                "Before the day of opening the branch was closed, turned into a company or moved to another, and this was registered.",
            ),
        ),
        Phrase(
            "“分公司独立核算、自负盈亏”不能推翻：分支机构不具有法人资格。",
            "That a branch keeps its own books refutes nothing: it is no legal person.",
        ),
    ),
    "shared_bid_person": Refutation(
        (
            _ANOTHER_PERSON,
            Phrase(
                "授权委托书和响应文件的原件显示，该人只为其中一家办理，另一家的采集表填写有误。",
                "The original letters of authority and bid documents show that the person acts for one of them only, and the other's form is wrong.",
            ),
            Phrase(
                "其中一家在递交报价之前已经撤销委托并另行授权，有书面文件和办理记录证明。",
                "Before quoting one of them had revoked the authority and given it to another, as papers and records show.",
            ),
        ),
        Phrase(
            "“视为”以事实为准：两家互不知情或者价格不同，不能推翻；能推翻的是同一人办理这一事实。",
            "What is deemed rests on a fact: that neither knew, or that the prices differ, refutes nothing; that it was not one person does.",
        ),
    ),
    "shared_contact": Refutation(
        (
            Phrase(
                "电话的实名登记、邮箱的开通记录、租赁合同或产权文件证明，该联系方式只属于其中一家，另一家填写有误。",
                "Records of the phone or mailbox, a lease or title shows that the contact belongs to one of them only, and the other's form is wrong.",
            ),
            Phrase(
                "地址相同是因为集中登记、孵化器或同一写字楼，而两家有各自的经营场所和人员。",
                "The address is shared because of a registration service, an incubator or an office tower, and each has premises and people of its own.",
            ),
            Phrase(
                "该联系方式属于代理记账、代办等服务机构，有服务合同，且该机构没有参与编制报价。",
                "It belongs to a bookkeeper or an agent under contract, who had no part in making the quotes.",
            ),
            _MADE_APART,
        ),
    ),
    "shared_person": Refutation(
        (
            _ANOTHER_PERSON,
            Phrase(
                "登记档案或任免、转让文件证明，该人在开启日之前已不在其中一家任职或持股。",
                "The register's file, or papers of dismissal or transfer, show that before the day of opening the person no longer served at or held one of them.",
            ),
            Phrase(
                "该人未参与其中一家的经营决策和本次报价，且有证据证明。",
                "The person had no part in the business decisions of one of them or in this quote, and this is proved.",
            ),
            _MADE_APART,
        ),
    ),
    "shared_shareholder": Refutation(
        (
            Phrase(
                "登记档案或股东名册显示，开启日该股东已不再持有其中一家的股权（含通过上层企业）。",
                "The register's file or the register of members shows that on the day of opening it no longer held one of them, through others either.",
            ),
            _ANOTHER_PERSON,
            _ANOTHER_COMPANY,
            _MADE_APART,
        ),
    ),
    "too_few_quotes": Refutation(
        (
            Phrase(
                "接收记录证明，截止时间之前另有报价递交而未列入清单。",
                "Records of receipt show that a further quote was handed in before the deadline and not listed.",
            ),
            Phrase(
                "依本项目的采购方式，法律法规或采购文件要求的家数少于所设家数。",
                "For this procedure the law or the procurement documents ask for fewer quotes than were set.",
            ),
            Phrase(
                "作为计数依据的发现经采购小组决定不成立，重新核查后家数足够。",
                "The findings that the count rests on are dismissed by the group, and a new screening counts enough.",
            ),
        ),
    ),
    "unchecked": Refutation(
        (
            Phrase(
                "补交所缺的材料、能够辨认的原件，或者取得登记机关的查询结果后重新核查，本项即不再出现。",
                "When what is missing, a legible original or an answer of the register is handed in and the lot is screened again, this is gone.",
            ),
        ),
        Phrase(
            "仅声明“没有关系”不能代替核查。",
            "A mere statement that there is no relation replaces no check.",
        ),
    ),
}

SOURCE_WRONG = Phrase(
    "所引文件的原件与上列原文不符，或者该文件不是投标人提交的。",
    "The original of a document cited differs from the text above, or the bidder did not hand it in.",
)
"""What refutes every finding that rests on documents."""
