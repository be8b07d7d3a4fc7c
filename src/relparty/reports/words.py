"""The words of the reports: levels, verdicts, counts, titles; said alike on the console and on paper."""

from __future__ import annotations

from relparty.model.finding import COUNT_WORDS, LEVEL_WORDS, VERDICT_WORDS, Level, Verdict
from relparty.model.lot import BidderStatus
from relparty.model.tie import CERTAINTY_WORDS
from relparty.phrases import Phrase

ORDER = (Level.BAR, Level.DEEMED, Level.REVIEW, Level.LEAD, Level.UNCHECKED, Level.NOTE)
"""The order in which a reader meets the levels: what was not checked stands before mere context."""

LEVEL: dict[str, Phrase] = {level.word: LEVEL_WORDS[level] for level in ORDER}
CERTAINTY: dict[str, Phrase] = {certainty.value: words for certainty, words in CERTAINTY_WORDS.items()}

LEVEL_MEANING: dict[str, Phrase] = {
    "bar": Phrase("法律法规或本项目自身规定禁止，且有文件证明", "a statute or the lot's own rule forbids it, and documents show it"),
    "deemed": Phrase("属于规定中“视为串通”的情形之一", "a fact on a list of deemed collusion"),
    "review": Phrase("继续之前必须查清或由投标人说明", "must be explained before going on"),
    "lead": Phrase("不禁止，但值得询问", "not forbidden, but worth a question"),
    "note": Phrase("背景情况，不计入判定", "context, never counted"),
    "unchecked": Phrase("材料缺失或读不出，不能视为没有关系", "could not be tested; this does not mean that there is no relation"),
}

VERDICT = VERDICT_WORDS

VERDICT_MEANING: dict[str, Phrase] = {
    Verdict.STOP.value: Phrase(
        "有投标人存在禁止或视为串通的情形，或报价家数不足：请采购小组先核对证据并作出决定，再决定是否继续。",
        "There is a barred or deemed-collusion finding, or too few quotes: the group looks at the evidence and decides before anything goes on.",
    ),
    Verdict.REVIEW.value: Phrase(
        "没有发现禁止情形，但有关系须先由采购小组查清或由投标人说明，再继续。",
        "Nothing is barred, but there are relations that the group must clear up, or the bidders explain, before going on.",
    ),
    Verdict.INCOMPLETE.value: Phrase(
        "已核查的部分没有发现关系，但有内容未能核查：补齐之前不能认定投标人之间没有关系。",
        "Nothing was found in what could be tested, but part of it could not: until it is, nobody can say that the bidders are unrelated.",
    ),
    Verdict.CLEAR.value: Phrase(
        "已提交的材料全部核查完毕，没有发现须处理的关系；采购小组可按程序继续。",
        "All that was handed in has been tested and nothing needs action; the group may go on.",
    ),
}

MEMO = Phrase(
    "本报告是供采购小组使用的核查备忘录，不自动否决任何投标人；认定和处理由采购小组依法作出。",
    "This is a memo for the procurement group. It rejects no bidder by itself; what follows from it is for the group to decide.",
)

COUNTS = COUNT_WORDS

COUNT_MEANING: dict[str, Phrase] = {
    "required": Phrase("本项目至少需要的报价家数", "how many quotes the lot needs at least"),
    "received": Phrase("实际递交的报价家数", "quotes that were handed in"),
    "after_bar": Phrase("不涉及“禁止”关系的投标人家数", "bidders that stand in no barred relation"),
    "groups": Phrase("有禁止、视为串通或须核实关系的投标人合并计为一组", "bidders related at barred, deemed or review count as one"),
    "independent": Phrase("任意两家之间都没有上述关系的最大家数", "the most bidders no two of which are so related"),
}

STATUS: dict[str, Phrase] = {
    BidderStatus.READ.value: Phrase("已读取", "read"),
    BidderStatus.PARTLY.value: Phrase("部分读取", "partly read"),
    BidderStatus.MISSING.value: Phrase("缺采集表", "no form"),
}

TITLES: dict[str, Phrase] = {
    "report": Phrase("关联关系核查报告", "Related-party screening"),
    "contents": Phrase("目录", "Contents"),
    "to_content": Phrase("跳到正文", "Skip to the content"),
    "verdict": Phrase("核查结论", "Verdict"),
    "counts": Phrase("报价家数", "How many quotes are left"),
    "bidders": Phrase("投标人", "Bidders"),
    "pairs": Phrase("有发现的投标人组合", "Pairs with findings"),
    "findings": Phrase("核查发现", "Findings"),
    "picture": Phrase("股权与人员关系图", "Picture of the relations"),
    "evidence": Phrase("证据清单", "Evidence"),
    "registers": Phrase("登记查询", "Registers"),
    "register_count": Phrase("{n} 份", "{n}"),
    "company": Phrase("企业", "company"),
    "register_source": Phrase("来源", "source"),
    "retrieved_on": Phrase("查询日期", "retrieved on"),
    "in_the_lot": Phrase("项目内材料", "in the lot"),
    "freshness": Phrase(
        "登记信息以查询日为准。变更登记须在 30 日内申请，公示可再迟 20 个工作日，因此近期变更可能依法尚未显示；登记中没有代持。",
        "Registers tell of the day of retrieval. A change may lawfully be filed 30 days and shown 20 working days later, so a recent one need not show yet; and no register tells of nominees.",
    ),
    "notice": Phrase("说明", "Notice"),
    "lot_id": Phrase("项目编号", "Lot number"),
    "regime": Phrase("适用制度", "Regime"),
    "opens_on": Phrase("开启日期", "Opens on"),
    "as_of": Phrase("核查日期", "As of"),
    "version": Phrase("程序版本", "Version"),
    "bidder": Phrase("投标人", "Bidder"),
    "uscc": Phrase("信用代码", "Credit code"),
    "status": Phrase("采集表", "Form"),
    "files": Phrase("文件与哈希", "Files and hashes"),
    "strongest": Phrase("最高级别", "Strongest level"),
    "pair": Phrase("投标人组合", "Pair"),
    "which": Phrase("发现", "Findings"),
    "whole_lot": Phrase("整个项目", "the whole lot"),
    "concerns": Phrase("涉及", "Concerns"),
    "identity": Phrase("身份认定", "Identity"),
    "evidence_paths": Phrase("证据路径", "Evidence path"),
    "what_was_seen": Phrase("所见内容", "What was seen"),
    "basis": Phrase("依据", "Basis"),
    "next_step": Phrase("下一步", "Next step"),
    "sources": Phrase("出处", "Sources"),
    "step": Phrase("步骤", "Step"),
    "file": Phrase("文件", "File"),
    "place": Phrase("位置", "Place"),
    "as_written": Phrase("原文", "Text as written"),
    "hash": Phrase("哈希", "Hash"),
    "whole_hash": Phrase("SHA-256（全值）", "SHA-256 (whole)"),
    "kind": Phrase("类型", "Kind"),
    "read_at": Phrase("读取日期", "Read on"),
    "id": Phrase("发现编号", "Finding id"),
    "effective": Phrase("有效持股", "Effective share"),
    "effective_meaning": Phrase("沿股权链相乘并合计，与控制权是两回事", "multiplied along the chain and summed; not the same as control"),
    "since": Phrase("自 {day} 起", "since {day}"),
    "until": Phrase("至 {day} 止", "until {day}"),
    "enough": Phrase("达到", "enough"),
    "short": Phrase("不足", "short"),
    "needed": Phrase("要求 {n} 家", "{n} needed"),
    "count": Phrase("{n} 项", "{n}"),
    "source_count": Phrase("出处 {n} 处", "{n} sources"),
    "crop": Phrase("图片中的原文", "the text as it stands in the picture"),
    "picture_size": Phrase("{width}×{height} 像素", "{width} × {height} pixels"),
    "taken_at": Phrase("，拍摄于 {when}", ", taken {when}"),
    "file_count": Phrase("{n} 份文件", "{n} files"),
    "bidder_count": Phrase("{n} 家", "{n}"),
    "pair_count": Phrase("{n} 对", "{n}"),
    "none": Phrase("无", "none"),
    "no_findings": Phrase("没有任何发现。", "There are no findings."),
    "no_pairs": Phrase("没有两家投标人之间的发现。", "There is no finding between two bidders."),
    "no_bidders": Phrase("没有读到任何投标人。", "No bidder was read."),
    "no_picture": Phrase("没有需要绘制的关系。", "There is no relation to draw."),
    "no_evidence": Phrase("没有文件。", "There are no files."),
    "wide_picture": Phrase(
        "图较宽时可左右滚动；单独的图见报告文件夹中的 graph.svg。",
        "A wide picture scrolls sideways; graph.svg in the report folder holds it alone.",
    ),
    "unverified": Phrase(
        "待核：该条文尚未与官方文本核对，引用前请核对原文。",
        "To be verified: not yet compared with the official text; do so before quoting it.",
    ),
    "limits": Phrase(
        "结论只依据清单所列文件。登记信息可能滞后，代持等未登记的安排不在其中；“未能核查”不等于没有关系。",
        "Everything here rests on the files listed. Registers may lag and do not show nominees; what could not be tested is not cleared.",
    ),
    "masked": Phrase(
        "身份证号码、账号等个人号码已作遮盖，原件由采购单位保管。",
        "Personal and account numbers are masked; the office keeps the originals.",
    ),
    "secret": Phrase(
        "开启之前，投标人的名称和数量应当保密（《招标投标法》第二十二条）。",
        "Until opening, the names and number of bidders are secret (Tendering and Bidding Law, art. 22).",
    ),
    "retention": Phrase(
        "本报告及证据应随采购文件保存，自采购结束之日起至少十五年（《政府采购法》第四十二条）。",
        "Keep this report and its evidence with the procurement file for at least 15 years after the procurement ends (Government Procurement Law, art. 42).",
    ),
    "decision": Phrase("采购小组处理意见", "Decision of the procurement group"),
    "signature": Phrase("签字", "Signatures"),
    "date": Phrase("日期", "Date"),
    "joiner": Phrase("、", ", "),
    "colon": Phrase("：", ": "),
}
"""Titles, column heads and standing sentences by name; a report takes those it has a place for."""
