"""The words of the frame that all pages share."""

from __future__ import annotations

from relparty.phrases import Phrase

PRODUCT = Phrase("采购关联关系核查", "Related-party check")

FRAME: dict[str, Phrase] = {
    "product": PRODUCT,
    "skip": Phrase("跳到正文", "Skip to content"),
    "navigation": Phrase("主导航", "Main navigation"),
    "crumbs": Phrase("所在位置", "You are here"),
    "menu": Phrase("菜单", "Menu"),
    "home": Phrase("首页", "Home"),
    "signed_in": Phrase("已登录：", "Signed in: "),
    "sign_out": Phrase("退出登录", "Sign out"),
    "other_language": Phrase("English", "中文"),
    "problems": Phrase("有 {count} 处需要更正", "{count} to correct"),
    "error": Phrase("错误：", "Error: "),
    "required": Phrase("必填", "required"),
    "optional": Phrase("选填", "optional"),
    "pages": Phrase("翻页", "Pages"),
    "newer": Phrase("上一页", "Previous page"),
    "older": Phrase("下一页", "Next page"),
    "cancel": Phrase("取消", "Cancel"),
    "where": Phrase("位置", "Where"),
    "what": Phrase("情况", "What happened"),
    "next": Phrase("下一步", "What to do"),
    "request": Phrase("请求编号", "Request"),
    "file_limit": Phrase("每个文件不超过 {limit}", "at most {limit} a file"),
    "no_rows": Phrase("没有记录", "Nothing here"),
}
OTHER = {"zh": "en", "en": "zh"}
TAGS = {"zh": "zh-CN", "en": "en"}
