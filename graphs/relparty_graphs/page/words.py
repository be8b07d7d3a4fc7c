"""The words of the interactive page in both languages: those of its controls, and those its scripts fill in."""

from __future__ import annotations

from relparty.model.finding import Verdict
from relparty.phrases import Phrase

VERDICT_WORDS: dict[str, Phrase] = {
    Verdict.STOP.value: Phrase("暂停处理", "Stop"),
    Verdict.REVIEW.value: Phrase("须先核实", "Review first"),
    Verdict.INCOMPLETE.value: Phrase("核查不完整", "Incomplete"),
    Verdict.CLEAR.value: Phrase("未发现须处理的关系", "Clear"),
}

QUOTE_WORDS: dict[str, Phrase] = {
    "required": Phrase("要求家数", "required"),
    "received": Phrase("收到报价", "received"),
    "after_bar": Phrase("剔除禁止后", "left after removing barred bidders"),
    "groups": Phrase("归并后组数", "groups"),
    "independent": Phrase("最多相互独立家数", "independent at most"),
}

SOURCE_WORDS: dict[str, Phrase] = {
    "declaration": Phrase("申报", "declaration"),
    "register": Phrase("登记", "register"),
    "lot": Phrase("项目文件", "lot file"),
}

SHELL: dict[str, Phrase] = {
    "page": Phrase("关联关系图", "Related parties"),
    "to_picture": Phrase("跳到关系图", "Skip to the picture"),
    "to_table": Phrase("跳到关系表", "Skip to the table of relations"),
    "secret": Phrase(
        "开启之前，投标人的名称和数量应当保密。",
        "Until opening, the names and number of bidders are secret.",
    ),
    "no_script": Phrase(
        "本页需要浏览器脚本。无法运行脚本时，请看报告文件夹中的 report.html 和 graph.svg。",
        "This page needs scripts. Where they cannot run, read report.html and graph.svg in the report folder.",
    ),
    "find": Phrase("查找", "Find"),
    "search": Phrase("查找主体（名称或号码）", "Search parties (name or number)"),
    "findings": Phrase("核查发现", "Findings"),
    "level": Phrase("级别", "Level"),
    "every_level": Phrase("全部级别", "all levels"),
    "more": Phrase("显示更多", "Show more"),
    "picture": Phrase("关系图", "Picture"),
    "shown": Phrase("显示范围", "What is shown"),
    "proof": Phrase("只看证明发现的关系", "only what proves findings"),
    "whole": Phrase("全部关系", "everything"),
    "layers": Phrase("层级", "Layers"),
    "fold": Phrase("收起一层", "Fold one layer"),
    "unfold": Phrase("展开一层", "Unfold one layer"),
    "day": Phrase("截止日期", "Cut-off date"),
    "zoom_in": Phrase("放大", "Zoom in"),
    "zoom_out": Phrase("缩小", "Zoom out"),
    "fit": Phrase("适合窗口", "Fit"),
    "print": Phrase("打印", "Print"),
    "key": Phrase("图例", "Key"),
    "details": Phrase("详情", "Details"),
    "close": Phrase("关闭", "Close"),
    "by_keys": Phrase("键盘操作", "Keyboard"),
    "keys": Phrase(
        "方向键移动画面，加号和减号缩放，0 适合窗口，回车进入图中主体；在主体上用方向键走到相邻主体，回车查看，Esc 退出。",
        "Arrows move the picture, plus and minus zoom, 0 fits, Enter goes to the parties in it; on a party, arrows go to the next one, Enter opens it, Escape leaves.",
    ),
    "hint": Phrase(
        "点选一项发现，看它的证据路径和出处；点选一个主体，看它持有什么、由谁持有、任何职务。",
        "Choose a finding to see its path and sources, or a party to see what it holds, who holds it, and its offices.",
    ),
    "relations": Phrase("全部关系（表格）", "All relations (table)"),
    "filter": Phrase("筛选关系（名称、关系或文件）", "Filter relations (name, relation or file)"),
    "previous": Phrase("上一页", "Previous"),
    "next": Phrase("下一页", "Next"),
    "from": Phrase("主体", "From"),
    "relation": Phrase("关系", "Relation"),
    "to": Phrase("对方", "To"),
    "since": Phrase("起", "Since"),
    "until": Phrase("止", "Until"),
    "in_force": Phrase("所示日期有效", "In force on the day shown"),
    "sources": Phrase("出处", "Sources"),
    "in_findings": Phrase("所属发现", "In findings"),
    "limits": Phrase(
        "所有内容只依据已读到的文件；“未能核查”不等于没有关系。个人号码已遮盖。本页不认定任何事项，由采购小组依法决定。",
        "Everything here rests on the files that were read; what could not be tested is not cleared. Personal numbers are masked. The page decides nothing: that is for the group.",
    ),
}

LOT: dict[str, Phrase] = {
    "opens_on": Phrase("开启日期", "Opens on"),
    "as_of": Phrase("核查日期", "As of"),
    "version": Phrase("程序版本", "Version"),
}

SPOKEN: dict[str, Phrase] = {
    "all_days": Phrase("显示：读到的全部关系，已终止的为虚线", "Shown: all relations that were read, ended ones dashed"),
    "on_day": Phrase("显示：{day} 有效的关系", "Shown: relations in force on {day}"),
    "on_opening": Phrase("显示：开启日 {day} 有效的关系", "Shown: relations in force on the opening day, {day}"),
    "every_day": Phrase("全部", "all"),
    "findings_of": Phrase("发现均按开启日 {day} 认定", "findings are those of the opening day, {day}"),
    "undated": Phrase("未写明起止日期的关系每天都显示", "relations without dates are shown on every day"),
    "no_dates": Phrase("没有关系写明起止日期，无可选日期", "no relation tells a date, so there is none to choose"),
    "hidden_count": Phrase("图中有 {n} 条关系当日无效，未显示", "{n} relations of the picture are not in force that day and hidden"),
    "up_to_layer": Phrase("显示到第 {n} 层，共 {all} 层", "up to layer {n} of {all}"),
    "all_layers": Phrase("全部 {all} 层", "all {all} layers"),
    "no_layers": Phrase("没有上层", "no layers"),
    "folded": Phrase("另有 {n} 个相邻主体已收起", "{n} more next to it are folded"),
    "proof_drawn": Phrase(
        "图中为证明发现的部分：{n} 个主体，{relations} 条关系", "The picture shows what proves findings: {n} parties, {relations} relations"
    ),
    "whole_drawn": Phrase("图中为全部：{n} 个主体，{relations} 条关系", "The picture shows everything: {n} parties, {relations} relations"),
    "proof_part": Phrase(
        "证明发现的部分超过 {most} 个主体或关系，图中只画前 {n} 项发现；其余发现的路径见详情和表格",
        "What proves the findings is more than {most} parties or relations: the picture has the first {n} findings, the paths of the others are told beside it and in the table",
    ),
    "too_many": Phrase(
        "全部共 {n} 个主体、{relations} 条关系，画成一图无法阅读（上限 {most}）：请用查找、详情和表格",
        "Everything is {n} parties and {relations} relations, too many for a picture to be read (at most {most}): use search, details and the table",
    ),
    "no_proof": Phrase("没有关系证明任何发现，图中为全部关系", "No relation proves a finding, so everything is shown"),
    "nothing": Phrase("没有可画的关联关系；请用查找和表格", "There is no relation to draw; use search and the table"),
    "not_drawn": Phrase("此项不在图中，内容见详情", "This is not in the picture; read it here"),
    "switched": Phrase("已切换到全部关系", "switched to everything"),
    "no_findings": Phrase("没有任何发现。", "There are no findings."),
    "found": Phrase("找到 {n} 个主体", "{n} parties found"),
    "found_first": Phrase("找到 {n} 个主体，列出前 {first} 个", "{n} parties found, the first {first} listed"),
    "rows": Phrase("第 {from}–{to} 条，共 {n} 条", "{from} to {to} of {n}"),
    "no_rows": Phrase("没有符合的关系", "no such relation"),
    "yes": Phrase("是", "yes"),
    "no": Phrase("否", "no"),
    "concerns": Phrase("涉及", "Concerns"),
    "whole_lot": Phrase("整个项目", "the whole lot"),
    "summary": Phrase("内容", "What was found"),
    "basis": Phrase("依据", "Basis"),
    "next_step": Phrase("下一步", "Next step"),
    "path": Phrase("证据路径", "Evidence path"),
    "no_path": Phrase("此项发现没有关系可画。", "No relation stands behind this finding."),
    "source": Phrase("出处", "Source"),
    "no_source": Phrase("系统判断，没有文件记载", "our judgement, told by no document"),
    "no_hash": Phrase("没有文件", "no file"),
    "holds": Phrase("直接持有", "Holds"),
    "holds_through": Phrase("间接持有", "Holds through others"),
    "through": Phrase("第 {n} 层，经 {name}", "layer {n}, through {name}"),
    "held_by": Phrase("由谁持有", "Held by"),
    "offices": Phrase("职务与角色", "Offices and roles"),
    "officers": Phrase("任职与参与人员", "Who serves in it"),
    "branches": Phrase("分支机构", "Branches"),
    "shares": Phrase("共同信息", "Shared facts"),
    "persons": Phrase("同名与亲属", "Namesakes and kin"),
    "stands_in": Phrase("所属发现", "In findings"),
    "hub": Phrase(
        "持有企业过多或属国资机构，共同由它持有不说明关联，路径到此为止",
        "It holds very many companies, or is the state: sharing it proves nothing, and paths end here",
    ),
    "stands_for": Phrase("代表 {n} 个主体", "stands for {n} parties"),
    "control": Phrase("该比例即构成控制", "control by the share alone"),
    "out_of_force": Phrase("所示日期无效", "not in force on the day shown"),
    "unfold_here": Phrase("展开此主体", "Unfold this party"),
    "fold_here": Phrase("收起此主体", "Fold this party"),
    "none": Phrase("无", "none"),
    "truncated": Phrase("另有 {n} 项，见表格", "{n} more, in the table"),
    "closed": Phrase("已关闭详情", "details closed"),
    "since_day": Phrase("自 {day} 起", "since {day}"),
    "until_day": Phrase("至 {day} 止", "until {day}"),
    "colon": Phrase("：", ": "),
    "comma": Phrase("；", "; "),
}
