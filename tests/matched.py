"""Made-up people with two records each, written in two ways, for tests of matching."""

import random

SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈"
    "任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严武孔向汤"
)
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅文建国志海波宁鹏浩宇轩子涵欣怡梓萱雨泽博文思远嘉琪俊熙"
STREETS = ("和平路", "解放路", "中山路", "人民路", "建设路", "科技路", "长江路", "黄河路", "光明路", "友谊路")
CITIES = ("湖北省武汉市", "广东省深圳市", "浙江省温州市", "四川省成都市", "山东省青岛市")
WEIGHTS, CHECKS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"


def national_id(random, birth):
    """An identity number of the mainland with a right check digit."""
    digits = f"{random.choice((110105, 420106, 440304, 330302))}{birth.replace('-', '')}{random.randrange(1000):03d}"
    return digits + CHECKS[sum(int(one) * weight for one, weight in zip(digits, WEIGHTS, strict=True)) % 11]


def person(draw):
    """A person as one careful clerk writes it."""
    birth = f"{draw.randrange(1950, 2005)}-{draw.randrange(1, 13):02d}-{draw.randrange(1, 29):02d}"
    city = draw.choice(CITIES)
    return {
        "name": draw.choice(SURNAMES) + "".join(draw.choices(GIVEN, k=draw.choice((1, 2, 2, 2)))),
        "birth_date": birth,
        "identity_number": national_id(draw, birth),
        "identity_type": "national_id",
        "phone": f"1{draw.choice((3, 5, 8))}{draw.randrange(10**9):09d}",
        "address": f"{city}{draw.choice('东西南北')}城区{draw.choice(STREETS)}{draw.randrange(1, 900)}号",
        "region": city,
    }


def again(draw, first):
    """The same person as another system has it: no number, and sometimes another telephone or half an address."""
    second = first | {"identity_number": None, "identity_type": None, "name": f" {first['name']}　先生"}
    if draw.random() < 0.2:
        second["phone"] = f"15{draw.randrange(10**9):09d}"
    if draw.random() < 0.3:
        second["address"] = first["address"].removeprefix(first["region"])
    if draw.random() < 0.1:
        second["birth_date"] = None
    return second


def people(count=400, *, seed=5, numbered_twice=250):
    """Party records of so many people, two each; the second of the first `numbered_twice` has the number as well."""
    draw = random.Random(seed)
    rows = []
    for number in range(count):
        first = person(draw)
        second = again(draw, first)
        if number < numbered_twice:
            second |= {name: first[name] for name in ("identity_number", "identity_type")}
        rows.append({"party_id": f"a-{number:04d}"} | first)
        rows.append({"party_id": f"b-{number:04d}"} | second)
    return rows
