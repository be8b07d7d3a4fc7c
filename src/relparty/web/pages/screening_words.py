"""The words of the pages of a screening."""

from __future__ import annotations

from relparty.phrases import Phrase

RUN: dict[str, Phrase] = {
    "title": Phrase("第 {n} 次筛查", "Screening no. {n}"),
    "short": Phrase("筛查", "Screening"),
    "running": Phrase("正在筛查", "The lot is being screened"),
    "lead": Phrase(
        "可以离开本页，筛查会继续；完成后发现列在“发现”一页。",
        "You may leave this page: the screening goes on, and the findings appear under “Findings”.",
    ),
    "preparing": Phrase("正在准备文件……", "Preparing the files…"),
    "opened": Phrase("已读取 {done}/{total} 份采集表", "{done} of {total} forms have been read"),
    "deciding": Phrase("采集表已全部读取，正在比对……", "All forms are read; they are being compared…"),
    "elsewhere": Phrase("筛查正在进行，进度不详。", "It is being screened; how far it is, is not known here."),
    "now": Phrase("正在读取：{name}", "Last read: {name}"),
    "progress": Phrase("筛查进度", "Progress of the screening"),
    "look": Phrase("再看一次", "Look again"),
    "no_script": Phrase("浏览器未运行脚本，本页不会自动更新。", "This browser runs no scripts: the page does not update by itself."),
    "done": Phrase("筛查完成", "The screening is done"),
    "findings": Phrase("查看发现", "Look at the findings"),
    "failed": Phrase("筛查没有完成", "The screening was not finished"),
    "why": Phrase("原因", "Why"),
    "nothing_counts": Phrase("这一次不计入，之前的筛查不受影响。", "Nothing of it counts; earlier screenings are as they were."),
    "again": Phrase("重新筛查", "Screen again"),
    "verdict": Phrase("结论", "Verdict"),
    "started": Phrase("开始", "Started"),
    "ended": Phrase("结束", "Ended"),
    "lost": Phrase("连接中断，正在重试……", "The connection is lost; trying again…"),
    "differences": Phrase("与前一次筛查相比", "What changed since the screening before"),
    "is_first": Phrase(
        "这是第一次完成的筛查，没有可以比较的。", "This is the first finished screening: there is nothing to compare it with."
    ),
    "older": Phrase("之后又有新的筛查，以最后一次为准。", "The lot was screened again since; the last screening counts."),
    "back": Phrase("返回项目", "Back to the lot"),
}
