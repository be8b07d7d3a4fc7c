"""Name frequencies: bearers per million people (surnames) and uses per million characters (given names).

Surnames: order and rough shares as the yearly public name reports give them, rounded by us. Given-name
characters: our own estimate, in four bands, from the reports' lists of frequent names.
"""

from __future__ import annotations

_SURNAME_BANDS: dict[float, str] = {
    72_000: "王 李",
    67_000: "张",
    54_000: "刘",
    45_000: "陈",
    32_000: "杨",
    22_000: "黄 赵 吴 周",
    15_000: "徐 孙 马 朱 胡",
    11_500: "郭 何 林 高 罗",
    8_500: "郑 梁 谢 宋 唐 许 邓 韩 冯 曹",
    6_200: "彭 曾 肖 田 董 潘 袁 蔡 蒋 余",
    4_700: "于 杜 叶 程 魏 苏 吕 丁 任 卢",
    3_800: "姚 沈 钟 姜 崔 谭 陆 范 汪 廖",
    3_000: "石 金 韦 贾 夏 付 方 邹 熊 白",
    2_400: "孟 秦 邱 侯 江 尹 薛 闫 段 雷",
    1_900: "龙 黎 史 陶 贺 毛 郝 顾 龚 邵",
    1_500: "万 覃 武 钱 戴 严 莫 孔 向 常",
    1_100: "汤 温 康 施 文 牛 樊 葛 邢 安",
    800: "齐 易 乔 伍 庞 颜 倪 庄 聂 章",
    600: "鲁 岳 翟 殷 詹 申 欧 耿 关 兰",
    450: "焦 俞 左 柳 甘 祝 包 宁 尚 符",
    350: "舒 阮 柯 纪 梅 童 凌 毕 单 季",
    250: "裴 霍 涂 成 苗 谷 盛 曲 翁 冉",
    190: "骆 蓝 路 游 辛 靳 管 柴 蒙 鲍",
    150: "华 喻 祁 蒲 房 滕 屈 饶 解 牟",
    110: "艾 尤 阳 时 穆 农 司 卓 古 吉",
    60: "欧阳 上官 司马 诸葛 司徒 夏侯 皇甫 尉迟 慕容 令狐",
    20: "长孙 宇文 公孙 东方 南宫 西门 百里 端木 轩辕 呼延 独孤 申屠 钟离 闻人 赫连 澹台 公冶 濮阳 淳于 单于 太叔 仲孙 万俟 拓跋",
}

_GIVEN_BANDS: dict[float, str] = {
    16_000: "伟 华 明 文 丽 英 国 军 建 平 海 红 晓 玉 春 林 小 志 秀 金",
    9_000: "芳 娜 敏 静 强 磊 洋 勇 艳 杰 娟 涛 超 霞 兰 刚 桂 燕 鹏 辉 梅 萍 云 生 永 新 俊 荣 德 庆 峰 波 东 雪 玲 龙",
    5_000: (
        "佳 宇 浩 欣 雨 婷 雅 子 思 嘉 梓 宏 立 光 清 斌 江 山 家 振 凤 世 成 福 祥 忠 学 安 宁 兴 利 天 胜 亮 健 飞 凯 莉 琴 琳 "
        "颖 洁 慧 爱 珍 淑 凤 美 兵 旭 阳 晨 一 元 正 长 全 宝 贵 良 树 民 仁 义 礼 智 信 武 斯 诚"
    ),
    2_500: (
        "轩 涵 怡 悦 瑞 博 泽 睿 晴 琪 彤 萌 诗 梦 瑶 薇 菲 倩 莹 蕾 丹 露 璐 媛 婉 妍 岚 岩 松 柏 森 楠 桐 枫 柳 竹 菊 荷 莲 "
        "启 航 远 达 通 顺 昌 盛 茂 发 富 财 源 泉 河 洪 湖 深 浅 北 南 西 中 大 少 老 仲 伯 叔 季 青 蓝 白 黑 彩 虹 月 星 辰 "
        "齐 文 渊 承 恩 继 绍 先 克 景 耀 炳 焕 灿 煜 炜 烨 熙 昊 昆 晖 晟 朝 晶 曼 凡 乐 可 心 怀 恒 宽 宗 定 宜 宣"
    ),
}

SURNAMES_PER_MILLION: dict[str, float] = {name: share for share, names in _SURNAME_BANDS.items() for name in names.split()}
GIVEN_PER_MILLION: dict[str, float] = {char: share for share, chars in reversed(_GIVEN_BANDS.items()) for char in chars.split()}
