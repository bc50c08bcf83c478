"""Postal addresses fall into province, town, district and street, in simplified and traditional characters."""

import ibis
import pytest

from kehu.tables import addresses

NOTHING = (None, None, None)


@pytest.mark.parametrize(
    ("written", "area", "street"),
    [
        ("湖北省武汉市江汉区和平路1号", ("湖北省", "武汉市", "江汉区"), "和平路1号"),
        ("武汉市江汉区和平路１号", (None, "武汉市", "江汉区"), "和平路1号"),
        ("江汉区和平路1号", (None, None, "江汉区"), "和平路1号"),
        ("上海市浦东新区世纪大道100号", (None, "上海市", "浦东新区"), "世纪大道100号"),
        ("北京市市辖区西城区金融街1号", (None, "北京市市辖区", "西城区"), "金融街1号"),
        ("山东省济南市市中区英雄山路1号", ("山东省", "济南市", "市中区"), "英雄山路1号"),
        ("江苏省苏州市昆山市前进路5号", ("江苏省", "苏州市", "昆山市"), "前进路5号"),
        ("内蒙古自治区锡林郭勒盟阿巴嘎旗3号", ("内蒙古自治区", "锡林郭勒盟", "阿巴嘎旗"), "3号"),
        ("广西壮族自治区桂林市恭城瑶族自治县1号", ("广西壮族自治区", "桂林市", "恭城瑶族自治县"), "1号"),
        ("青海省海西蒙古族藏族自治州德令哈市3号", ("青海省", "海西蒙古族藏族自治州", "德令哈市"), "3号"),
        ("台北市大安區忠孝東路四段1號", (None, "台北市", "大安區"), "忠孝東路四段1號"),
        ("新竹縣竹北市光明六路10號", (None, "新竹縣", "竹北市"), "光明六路10號"),
        ("广东省东莞市长安镇1号", ("广东省", "东莞市", None), "长安镇1号"),
        ("太原市小店区平阳路1号", (None, "太原市", "小店区"), "平阳路1号"),
        ("和平路1号阳光小区3栋", NOTHING, "和平路1号阳光小区3栋"),
        ("阳光小区3栋", NOTHING, "阳光小区3栋"),
        ("东城区市场街3号", (None, None, "东城区"), "市场街3号"),
        ("Calle Mayor 1, Madrid", NOTHING, "CALLE MAYOR 1, MADRID"),
        ("未知", NOTHING, None),
        (None, NOTHING, None),
    ],
)
def test_an_address_in_its_parts(written, area, street):
    text = ibis.literal(written, "string")
    parts = (addresses.province, addresses.town, addresses.district)
    assert tuple(part(text).to_pyarrow().as_py() for part in parts) == area
    assert addresses.street(text).to_pyarrow().as_py() == street


def test_streets_of_one_name_are_told_apart_by_their_districts():
    texts = [ibis.literal(f"湖北省武汉市{district}和平路1号") for district in ("江汉区", "武昌区")]
    assert len({addresses.street(text).to_pyarrow().as_py() for text in texts}) == 1
    assert len({addresses.within_town(text).to_pyarrow().as_py() for text in texts}) == 2
    assert {addresses.region(text).to_pyarrow().as_py() for text in texts} == {"湖北省武汉市"}
