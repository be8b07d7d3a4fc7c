"""The two failures of registers in the user's words: a company that could not be looked up, a source that cannot be used."""

from __future__ import annotations

from relparty.errors import NotLookedUp, SourceUnusable
from relparty.phrases import Part, Phrase

_BY_HAND = Phrase("请在国家企业信用信息公示系统人工核对，或换一个来源查询", "look it up on the register by hand, or ask another source")
_LATER = Phrase("请稍后重新运行：已得到的答复不会重复查询", "run it again later: what was answered is not asked again")
_KEY = Phrase("请核对密钥的环境变量，见 relparty sources", "check the variables of its key, see relparty sources")
_CONTRACT = Phrase("请在该平台核对账户、余额和已开通的接口", "check the account, its balance and the calls it includes with the provider")
_REPORT = Phrase(
    "接口可能已变更：请运行 relparty sources --check，并人工核对该企业",
    "the interface may have changed: run relparty sources --check, and look this company up by hand",
)

_NOT_FOUND = Phrase("没有查到该企业", "it does not know the company")
_SEVERAL = Phrase("查到 {n} 家企业，无法确定是哪一家", "it knows {n} companies of that name, and which is meant cannot be told")
_OTHER = Phrase("返回的是另一家企业（{told}）", "it answered with another company ({told})")
_SHAPE = Phrase("答复的内容与接口说明不符（{where}）", "the answer is not as its interface says ({where})")
_NOT_JSON = Phrase("返回的不是 JSON（可能是网页或验证码）", "the answer is no JSON (perhaps a web page or a captcha)")
_SERVICE = Phrase("服务出错（代码 {code}）", "the service failed (code {code})")
_TIME = Phrase("{seconds} 秒内没有完整答复", "there was no whole answer within {seconds} seconds")
_LARGE = Phrase("答复超过 {limit} MB", "the answer is larger than {limit} MB")
_CUT = Phrase("连接失败或中断", "the connection failed or was cut")
_MOVED = Phrase("要求转到另一个地址，已拒绝", "it sends to another address, which was refused")
_TOO_OFTEN = Phrase("要求等待 {seconds} 秒后再查", "it asks to wait {seconds} seconds")
_WRONG_KEY = Phrase("密钥无效或签名不符（代码 {code}）", "the key or the signature is refused (code {code})")
_NO_RIGHT = Phrase("没有权限调用该接口（代码 {code}）", "the account has no right to this call (code {code})")
_USED_UP = Phrase("次数或余额已用完（代码 {code}）", "the quota or the balance is used up (code {code})")
_NO_KEY = Phrase("没有设置密钥：{variables}", "its key is not set: {variables}")
_TOO_FREQUENT = Phrase("访问频率过快（代码 {code}）", "it is asked too often (code {code})")
_ACCOUNT = Phrase("拒绝了该账户的请求（代码 {code}）", "it refuses what this account asks (code {code})")
_NO_PLACE = Phrase("{home} 无法写入，或其中的答复库已损坏", "{home} cannot be written, or the answers kept there are damaged")
_OTHER_PLACE = Phrase(
    "请检查权限和磁盘空间；如已损坏请删除该文件夹中的 answers.sqlite，或用 RELPARTY_HOME 指定另一个文件夹",
    "check permissions and space; remove answers.sqlite there if it is damaged, or name another folder in RELPARTY_HOME",
)
_REFUSED = Phrase("拒绝了请求（代码 {code}）：参数有误", "it refused the request (code {code}): wrong parameters")


def not_found(source: str) -> NotLookedUp:
    """The company is not there."""
    return NotLookedUp(source, _NOT_FOUND(), _BY_HAND())


def several(source: str, n: int) -> NotLookedUp:
    """Several companies answer to what was asked."""
    return NotLookedUp(source, _SEVERAL(n=n), _BY_HAND())


def other_company(source: str, told: str) -> NotLookedUp:
    """The answer is about a company that was not asked for."""
    return NotLookedUp(source, _OTHER(told=told), _BY_HAND())


def wrong_shape(source: str, where: str) -> NotLookedUp:
    """The answer lacks what its interface promises, or has something else there; `where` names the field."""
    return NotLookedUp(source, _SHAPE(where=where), _REPORT())


def not_json(source: str) -> NotLookedUp:
    """Something else than JSON came, most often a web page."""
    return NotLookedUp(source, _NOT_JSON(), _REPORT())


def service_error(source: str, code: str | int) -> NotLookedUp:
    """The service says that it failed itself."""
    return NotLookedUp(source, _SERVICE(code=code), _LATER())


def refused(source: str, code: str | int) -> NotLookedUp:
    """The service says that the request of this company is wrong."""
    return NotLookedUp(source, _REFUSED(code=code), _REPORT())


def too_slow(source: str, seconds: float) -> NotLookedUp:
    """The answer did not come, or not whole, in time."""
    return NotLookedUp(source, _TIME(seconds=f"{seconds:g}"), _LATER())


def too_large(source: str, limit: int) -> NotLookedUp:
    """The answer is larger than the card allows; `limit` in MB."""
    return NotLookedUp(source, _LARGE(limit=limit), _BY_HAND())


def cut(source: str) -> NotLookedUp:
    """The connection could not be made or broke."""
    return NotLookedUp(source, _CUT(), _LATER())


def moved(source: str) -> SourceUnusable:
    """The service wants another host to be asked."""
    return SourceUnusable(source, _MOVED(), _CONTRACT())


def too_often(source: str, seconds: float) -> SourceUnusable:
    """The service asks for a longer pause than a run can make."""
    return SourceUnusable(source, _TOO_OFTEN(seconds=f"{seconds:g}"), _LATER())


def too_frequent(source: str, code: str | int) -> SourceUnusable:
    """The service says that it is asked too often, and not how long to wait."""
    return SourceUnusable(source, _TOO_FREQUENT(code=code), _LATER())


def account(source: str, code: str | int) -> SourceUnusable:
    """The service refuses the account for a reason that its code does not tell us."""
    return SourceUnusable(source, _ACCOUNT(code=code), _CONTRACT())


def wrong_key(source: str, code: str | int) -> SourceUnusable:
    """The key is refused."""
    return SourceUnusable(source, _WRONG_KEY(code=code), _KEY())


def no_right(source: str, code: str | int) -> SourceUnusable:
    """The account may not make this call."""
    return SourceUnusable(source, _NO_RIGHT(code=code), _CONTRACT())


def used_up(source: str, code: str | int) -> SourceUnusable:
    """The quota or the money is used up."""
    return SourceUnusable(source, _USED_UP(code=code), _CONTRACT())


def no_place(source: str, home: str) -> SourceUnusable:
    """The folder of answers and log cannot be written, or what lies there is damaged."""
    return SourceUnusable(source, _NO_PLACE(home=home), _OTHER_PLACE())


def no_key(source: str, variables: tuple[Part, ...]) -> SourceUnusable:
    """The key is not set at all."""
    return SourceUnusable(source, _NO_KEY(variables=variables), _KEY())
