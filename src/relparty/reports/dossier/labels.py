"""The words of the dossier that no other report has."""

from __future__ import annotations

from relparty.phrases import Phrase

LABELS: dict[str, Phrase] = {
    "title": Phrase("关联关系核查卷宗", "Related-party dossier"),
    "foot": Phrase("项目 {lot} · 核查封印 {seal}", "Lot {lot} · seal {seal}"),
    "lot_name": Phrase("项目名称", "Lot"),
    "bidder_count": Phrase("投标人", "Bidders"),
    "findings_by_level": Phrase("各级别的发现", "Findings by level"),
    "level": Phrase("级别", "Level"),
    "what_it_means": Phrase("含义", "What it means"),
    "number": Phrase("数目", "Number"),
    "count_of": Phrase("家数", "Count"),
    "picture_whole": Phrase("整个项目的关系图", "Picture of the whole lot"),
    "index": Phrase("发现一览", "List of the findings"),
    "index_note": Phrase(
        "按级别由重到轻编号；每项发现自成一页。", "Numbered from the most serious on; every finding begins a page of its own."
    ),
    "unverified": Phrase(
        "标有【待核】的条文尚未与官方文本核对，引用前请核对原文。",
        "Articles marked [text to be verified] were not yet compared with the official text; do so before quoting them.",
    ),
    "no": Phrase("序号", "No."),
    "rule": Phrase("规则", "Rule"),
    "sentence": Phrase("发现内容", "Finding"),
    "finding": Phrase("发现 {n}：{title}", "Finding {n}: {title}"),
    "certainty_of": Phrase("身份认定", "Identity"),
    "no_certainty": Phrase("不涉及", "not at issue"),
    "relation": Phrase("关系", "Relation"),
    "source": Phrase("出处", "Source"),
    "written": Phrase("原文", "Text as written"),
    "short_hash": Phrase("SHA-256 {hash}…", "SHA-256 {hash}…"),
    "no_source": Phrase("（本程序的判断，无文件出处）", "(a judgement of this program, told by no document)"),
    "hash_note": Phrase(
        "文件哈希只列前 {n} 位，全值见证据清单。", "Of each hash the first {n} characters are printed; the manifest has all of it."
    ),
    "crop_words": Phrase("图片中的原文：{file} {place}", "The text as it stands in the picture: {file} {place}"),
    "effective": Phrase("有效持股 {percent}%（{meaning}）", "Effective share {percent} % ({meaning})"),
    "refute": Phrase("哪些事实可以推翻或解释", "What would refute or explain it"),
    "no_answer": Phrase("须注意：{text}", "Mind: {text}"),
    "reply": Phrase("投标人说明（可另附页，附页须签章）", "The bidder's reply (further pages may be added, signed and sealed)"),
    "group_decision": Phrase("采购小组决定", "Decision of the group"),
    "upheld": Phrase("成立", "upheld"),
    "dismissed": Phrase("不成立", "dismissed"),
    "further": Phrase("需进一步核查", "further inquiry"),
    "reasons": Phrase("理由及依据", "Reasons and grounds"),
    "leader": Phrase("组长", "Leader"),
    "member": Phrase("组员", "Member"),
    "finance": Phrase("财务监督", "Finance supervision"),
    "bidder_seal": Phrase("投标人（签章）", "Bidder (signature, seal)"),
    "day": Phrase("日期", "Date"),
    "rest": Phrase("其余发现", "Further findings"),
    "rest_told": Phrase(
        "本项目共有 {n} 项发现。最重的 {pages} 项各自成页；其余 {rest} 项列入下表，一项不缺。它们的证据路径和出处，见同一次核查的 xlsx 卷宗和 screening.json，以发现编号查找。",
        "The lot has {n} findings. The {pages} most serious have pages of their own; the other {rest} stand in the table below, none left out. Their paths and sources are in the xlsx dossier and screening.json of this screening, under the finding id.",
    ),
    "pairs_rest_told": Phrase(
        "共有 {n} 对投标人之间有发现；表中列出级别最高的 {shown} 对，其余 {rest} 对的每项发现均列在本卷宗的发现部分。",
        "There are findings between {n} pairs; the table has the {shown} with the most serious ones. Every finding of the other {rest} is listed among the findings of this dossier.",
    ),
    "unchecked_none": Phrase("已提交的材料全部核查完毕。", "All that was handed in has been tested."),
    "unchecked_means": Phrase(
        "以下内容未能核查。未能核查不等于没有关系；补齐之前，本卷宗对有关投标人的其他结论不完整。",
        "The following could not be tested. That does not mean that there is no relation; until it is made up for, all else that is said here of these bidders is incomplete.",
    ),
    "unchecked_about": Phrase("投标人", "Bidder"),
    "crops_of": Phrase("第 {n} 项的图片", "Picture for no. {n}"),
    "lot_itself": Phrase("项目材料", "the lot's own files"),
    "closing": Phrase("怎样消除", "How it goes away"),
    "unchecked_decision": Phrase("采购小组对未能核查内容的处理", "What the group decides on what could not be tested"),
    "manifest": Phrase("证据清单", "Evidence manifest"),
    "manifest_note": Phrase(
        "哈希可用任何通用工具核对；哈希相同，即文件一字未改。",
        "Any common tool can compute the hashes again; where they agree, not one character of the file was changed.",
    ),
    "registers": Phrase("登记查询", "Registers consulted"),
    "no_registers": Phrase("本次核查没有向登记机关查询。", "No register was asked in this screening."),
    "notes": Phrase("说明", "Notes"),
    "program": Phrase("程序、制度与封印", "Program, regime and seal"),
    "tool": Phrase("程序", "Program"),
    "schema": Phrase("数据格式", "Data format"),
    "overlay": Phrase("叠加规则", "Overlay"),
    "rule_name": Phrase("规则代号", "Name"),
    "rule_count": Phrase("发现项数", "Findings"),
    "seal": Phrase("核查封印（SHA-256）", "Seal of the screening (SHA-256)"),
    "seal_means": Phrase(
        "封印是本次核查全部数据（screening.json）的哈希，印在每页页脚；数据改动一字，封印即不同。任何一项发现，日后都可凭发现编号和封印与原始数据对照。",
        "The seal is the hash of all that this screening holds (screening.json) and stands in the foot of every page; change one character of it and the seal differs. By its id and the seal every finding can later be compared with what was found.",
    ),
    "glossary": Phrase("词语解释", "Glossary"),
    "word": Phrase("词语", "Word"),
    "final": Phrase("采购小组总体处理意见", "Decision of the procurement group on the lot"),
    "go_on": Phrase("继续", "go on"),
    "suspend": Phrase("暂停并核查", "suspend and inquire"),
    "start_again": Phrase("终止，重新采购", "end it and start again"),
    "sheet_overview": Phrase("总览", "overview"),
    "sheet_pairs": Phrase("投标人组合", "pairs"),
    "sheet_findings": Phrase("发现", "findings"),
    "sheet_steps": Phrase("步骤与出处", "steps"),
    "sheet_bidders": Phrase("投标人", "bidders"),
    "sheet_evidence": Phrase("证据", "evidence"),
    "sheet_unchecked": Phrase("未能核查", "unchecked"),
    "entry": Phrase("项", "Entry"),
    "content": Phrase("内容", "Content"),
    "from": Phrase("起点", "from"),
    "to": Phrase("终点", "to"),
    "percent": Phrase("比例（%）", "share (%)"),
    "since": Phrase("自", "since"),
    "until": Phrase("至", "until"),
    "path_no": Phrase("路径", "path"),
    "cited_only": Phrase("仅在出处中引用", "cited as a source only"),
}
"""Titles and standing sentences by name."""

CERTAINTY_MEANING: dict[str, Phrase] = {
    "confirmed": Phrase(
        "所引文件直接证明：完整证件号码或统一社会信用代码一致，或者内容原样写在表中；不靠姓名推断",
        "documents show it directly: whole numbers or credit codes are equal, or it stands in the form as such; no name is relied on",
    ),
    "probable": Phrase(
        "姓名相同，另有一项（部分号码、电话或同一份表）吻合，没有矛盾；没有见到完整的证件号码",
        "the name is equal and something else (part of the number, a phone, the same form) agrees, nothing contradicts; no whole number was seen",
    ),
    "name_only": Phrase(
        "只有姓名相同，可能是两个人；核对证件之前不得据此认定",
        "nothing but the name is equal, so it may be two people; nothing may be held on it before identity documents were compared",
    ),
}
"""What each certainty means, for whoever must weigh it."""
