"""Invented ids and names for a register, made a million at a time.

The codes are valid 统一社会信用代码 of regions `00....`, which nobody has, so that none can be a company's own.
"""

from __future__ import annotations

from math import gcd

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from relparty.identifiers.uscc import ALPHABET

Numbers = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]

_LETTERS = np.frombuffer(ALPHABET.encode(), np.uint8)
_VALUE = {char: value for value, char in enumerate(ALPHABET)}
_ORGANISATION_CHECKS = np.array([_VALUE[char] for char in "0123456789X"])
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_IN_36 = np.array([int(char, 36) for char in ALPHABET])

_CITIES = "青川 云岭 望江 临溪 白沙 南屿 北麓 东浦 西渚 长汀 清河 石桥 松阳 竹溪 梅岭 兰坪 柳湾 枫亭 桐庐 榆关 槐荫 杏林 荷塘 菊潭 莲城 芦洲 苇泽 蒲圻 茅山 葛岭 萍乡 藤州 棠湖 楠溪 樟浦 桂岭".split()
_CHARACTERS = "昶峤珩琰翊翀旻晗曦弈骁骞牧砚笙簌缜羲翎聿舸茗荇菁蓁蔚薏衍裎覃铄钧锜铎镕淳渊澍瀚沅沣洵岚嵘峻崧岱"
_INDUSTRIES = "贸易 建设工程 信息技术 装备制造 环境科技 物业服务 医疗器械 园林绿化 物流 能源 食品 纺织 化工 仪表 安防科技 文化传播 餐饮管理 印刷 测绘 检测 实业 投资 控股 建材".split()
_FORMS = "有限公司 有限公司 有限公司 有限公司 有限公司 有限责任公司 有限责任公司 股份有限公司".split()
_LISTED_FORM = len(_FORMS) - 1
_SURNAMES = "王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 高 林 罗 郑 梁 谢 宋 唐 许 韩 冯 邓 曹 彭 曾 肖 田 董 袁 潘 蒋 蔡 余 杜 叶 程 魏 苏 吕 丁 任 卢 姚 沈 钟 姜 崔 谭 陆 范 汪 廖 石 金 韦 贾 夏 付 方 邹 熊 白 孟 秦 邱 侯 江 尹 薛 闫 段 雷 龙 黎 史 陶 贺 毛 郝 顾 龚 邵 万 覃 武 钱 戴 严 莫 孔 向 常 欧阳 上官 尉迟".split()
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰红建国志文斌鑫宇浩然子轩梓涵雨欣怡佳琪思远晨曦俊博瑞嘉诚凯波鹏飞龙海林峰云雪梅春秋冬晓东晴岚青松柏竹菊荷莲薇蓉芸萍婷"

_SCATTER = 2_654_435_761
"""A prime, far from all sizes here: neighbours in number are far apart in id."""


def scattered(numbers: Numbers, size: int, shift: int) -> Numbers:
    """Each number below `size` sent to another one below it, no two to the same; for ids that tell nothing of who is related."""
    factor = next(each for each in range(_SCATTER % size or 1, 2 * size + 2) if gcd(each, size) == 1)
    return (numbers * factor + shift) % size


def codes(numbers: Numbers, state: npt.NDArray[np.bool_], shift: int) -> pa.StringArray:
    """The 统一社会信用代码 of companies by number, both check digits right; those of `state` bodies begin with 11."""
    values = np.zeros((len(numbers), 18), np.int64)
    values[:, 0] = np.where(state, 1, 9)
    values[:, 1] = 1
    rest = numbers * 7 % 9973
    for column in (7, 6, 5, 4):
        rest, values[:, column] = np.divmod(rest, 10)
    values[:, 8], values[:, 9] = _VALUE["M"], _VALUE["A"]
    rest = scattered(numbers, 31**6, shift)
    for column in range(15, 9, -1):
        rest, values[:, column] = np.divmod(rest, 31)
    organisation = sum(_IN_36[values[:, 8 + at]] * weight for at, weight in enumerate(_ORGANISATION_WEIGHTS))
    values[:, 16] = _ORGANISATION_CHECKS[-organisation % 11]
    values[:, 17] = -sum(values[:, at] * pow(3, at, 31) for at in range(17)) % 31
    return _fixed(_LETTERS[values])


def numbered(letter: str, numbers: Numbers) -> pa.StringArray:
    """Ids of one letter and eight figures."""
    written = np.empty((len(numbers), 9), np.uint8)
    written[:, 0] = ord(letter)
    rest = numbers
    for column in range(8, 0, -1):
        rest, figure = np.divmod(rest, 10)
        written[:, column] = figure + ord("0")
    return _fixed(written)


def tokens(numbers: Numbers, seed: int) -> pa.StringArray:
    """Keyed tokens of ids as an office would make them: 16 hexadecimal figures, a different set for each seed."""
    mixed = numbers.astype(np.uint64) + np.uint64(seed * 0x9E3779B97F4A7C15 % 2**64)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB), (31, 1)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    figures = (mixed[:, None] >> np.arange(60, -1, -4, dtype=np.uint64)) & np.uint64(15)
    return _fixed(np.frombuffer(b"0123456789abcdef", np.uint8)[figures.astype(np.int64)])


def company_names(numbers: Numbers, listed: npt.NDArray[np.bool_], shift: int) -> pa.StringArray:
    """Company names by number, no two alike: place, three characters, industry, legal form."""
    each = len(_CHARACTERS)
    rest = scattered(numbers, each**3 * len(_CITIES) * len(_INDUSTRIES), shift)
    parts = []
    for size in (each, each, each, len(_CITIES)):
        rest, part = np.divmod(rest, size)
        parts.append(part)
    first, second, third, city = parts
    form = np.where(listed, _LISTED_FORM, (first + second) % _LISTED_FORM)
    characters = list(_CHARACTERS)
    return _joined((_CITIES, city), (characters, first), (characters, second), (characters, third), (_INDUSTRIES, rest), (_FORMS, form))


def person_names(rng: np.random.Generator, count: int) -> pa.StringArray:
    """Names of persons with the namesakes that so many people have: a few surnames and characters are borne by very many."""
    given = list(_GIVEN)
    surname = (len(_SURNAMES) * rng.random(count) ** 2).astype(np.int64)
    first = (len(given) * rng.random(count) ** 1.5).astype(np.int64)
    second = (len(given) * rng.random(count) ** 1.5).astype(np.int64)
    return _joined((_SURNAMES, surname), (given, first), ([*given, ""], np.where(rng.random(count) < 0.2, len(given), second)))


def foreign_names(numbers: Numbers) -> pa.StringArray:
    """Names of holders abroad, no two alike."""
    return _joined((["KESTREL MOOR ", "ALDER BIGHT ", "TARN HOLLOW "], numbers % 3), numbers, " HOLDINGS LIMITED")


def state_names(numbers: Numbers) -> pa.StringArray:
    """Names of bodies that hold for the state, no two alike."""
    return _joined((_CITIES, numbers % len(_CITIES)), "市第", numbers // len(_CITIES) + 1, "国有资产监督管理委员会")


def _joined(*parts: tuple[list[str], Numbers] | Numbers | str) -> pa.StringArray:
    """Texts joined row by row: chosen from a list, a number, or the same for all."""
    columns = [
        pa.array(part[0]).take(pa.array(part[1]))
        if isinstance(part, tuple)
        else part
        if isinstance(part, str)
        else pa.array(part).cast("string")
        for part in parts
    ]
    return pc.binary_join_element_wise(*columns, "")


def _fixed(written: Bytes) -> pa.StringArray:
    """Texts of one length from a row of bytes each."""
    count, width = written.shape
    offsets = np.arange(count + 1, dtype=np.int32) * np.int32(width)
    return pa.StringArray.from_buffers(count, pa.py_buffer(offsets), pa.py_buffer(np.ascontiguousarray(written)))
