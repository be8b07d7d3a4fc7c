"""The words of the page of the graph."""

from __future__ import annotations

from relparty.phrases import Phrase

GRAPH: dict[str, Phrase] = {
    "title": Phrase("关系图", "Graph"),
    "hint": Phrase(
        "可拖动、缩放，点选一家单位或一项发现查看其关系。不能使用图形时，各项发现的证据路径以文字说明同样的内容。",
        "Drag and zoom; choose a company or a finding to see what joins it. Where a picture is of no use, the evidence paths of the findings say the same in words.",
    ),
    "frame": Phrase("可交互的关系图", "Interactive graph"),
    "nothing": Phrase("没有需要绘制的关系。", "There is no relation to draw."),
    "downloads": Phrase("下载", "Downloads"),
    "proof": Phrase("只含证明发现的部分", "what proves the findings"),
    "whole": Phrase("整幅", "the whole"),
    "screening": Phrase("第 {n} 次筛查", "screening {n}"),
    "back": Phrase("全部发现", "All findings"),
}
