from __future__ import annotations

import pytest

from kehu.stores.sources import SourceError
from kehu.stores.sources.encodings import find_encoding, judge, known_codec


@pytest.fixture
def found(tmp_path):
    def encoding_of(content: bytes) -> str:
        path = tmp_path / "book.csv"
        path.write_bytes(content)
        return find_encoding(path, origin=path.name)

    return encoding_of


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_decides(found, codec):
    assert found("编号,姓名\n1,两\n".encode(codec)) == codec


def test_utf_16_is_found_without_a_mark(found):
    assert found("name,number\n1,两\n".encode("utf-16-le")) == "utf-16-le"


def test_plain_ascii_and_utf_8_are_utf_8(found):
    assert found(b"a,b\n1,2\n") == found("a,b\n1,两\n".encode()) == "utf-8"


def test_a_late_accent_is_found_behind_megabytes_of_ascii(found):
    assert found(b"name,n\n" + b"Juan,1\n" * 1_000_000 + "Peña,2\n".encode("latin-1")) == "cp1252"


CHINESE = ["保单号", "投保人,被保险人", "王伟", "李娜,张三丰", "㐀㐁王伟", "𠮷林省长春市", "出险日期,已决赔款"]


@pytest.mark.parametrize("text", CHINESE)
def test_a_few_hanzi_are_enough_for_gb18030(text):
    assert judge(text.encode("gb18030"), origin="a.csv") == "gb18030"


@pytest.mark.parametrize("text", ["保單號碼", "要保人,被保險人", "王小明", "陳怡君", "臺北市信義區"])
def test_a_few_hanzi_are_enough_for_big5(text):
    assert judge(text.encode("big5"), origin="a.csv") == "big5"


def test_japanese_is_found_by_its_kana():
    assert judge("契約番号,やまだ たろう".encode("shift_jis"), origin="a.csv") == "shift_jis"


WESTERN = ["España", "Núñez", "A CORUÑA", "Ávila,Álava", "pingüino", "Forêt", "L'Haÿ", "Straße", "¿qué?", "1ª", "5 €"]


@pytest.mark.parametrize("text", WESTERN)
def test_a_single_accent_is_not_taken_for_hanzi(text):
    assert judge(text.encode("cp1252"), origin="a.csv") == "cp1252"


def test_utf_8_with_one_broken_byte_is_not_taken_for_something_else():
    assert judge("保单号,投保人,金额,出险日期".encode() + b"\xff", origin="a.csv") == "utf-8"


def test_what_cannot_be_told_is_asked_for_with_the_readings_shown():
    with pytest.raises(SourceError, match=r"a.csv: the encoding cannot be told: as gb18030 .* as cp1252 'ÿ,ÿþ'"):
        judge(b"\xff,\xff\xfe", origin="a.csv")


def test_an_encoding_may_be_named_by_its_subset():
    assert known_codec("GBK", origin="a.csv") == known_codec("gb2312", origin="a.csv") == "gb18030"


def test_an_unknown_encoding_is_an_error():
    with pytest.raises(SourceError, match=r'a.csv: encoding = "nope" is not known; use one such as'):
        known_codec("nope", origin="a.csv")
