"""Which encoding a text file is written in.

Reads a whole file; gives the name of a codec, or an error that asks for it. A byte-order mark decides, then strict
UTF-8 over the whole file; after these, what is left is scored under each candidate by how usual its characters are
where they stand, since counts of valid bytes cannot tell Spanish in Latin-1 from rare Chinese in GB18030.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from kehu.stores.sources.staged import SourceError
from kehu.stores.sources.streams import CHUNK, Counted, unpacked

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
CANDIDATES = ("utf-8", "gb18030", "big5", "shift_jis", "cp1252")
SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030"}
EVIDENCE = 200_000
LEAST_SCORE = 0.3

# The characters that Chinese files of policies are mostly made of, in both scripts.
COMMON = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学"
    "如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问"
    "很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各"
    "入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼"
    "书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运"
    "险单投号姓证码址省县街村镇费额率赔付案批改退终止起种类车牌架型座吨位质损责企业团财产雇主渠续核承客户联电话手邮编备注状态序男女性别出险损失经办佣折扣"
    "這個們來為國說時會對學過發後裡種經麼還進樣從實軍無與長機關點業將兩間問並應戰頭體見產給話員論處義幾認條係氣題別變總電數報結務場計資統區隊"
    "決馬書聽卻達強難權張該規觀覺術領確傳師讓識帶導爭運險單號證碼縣鎮費額賠類車財續客戶聯話郵編備註狀態歲億萬東陳劉楊黃趙吳週徐孫"
    "李王張劉陳楊趙黃周吳徐孫胡朱高林何郭馬羅梁宋鄭謝韓唐馮于董蕭程曹袁鄧許傅沈曾彭呂蘇盧蔣蔡賈丁魏薛葉閻余潘杜戴夏鍾汪田任姜范方石姚譚廖鄒熊金陸郝孔白崔康毛邱秦江史顧侯邵孟龍萬段雷錢湯尹黎易常武喬賀賴龔文"
    "刘陈杨赵黄吴孙罗郑谢韩冯萧邓吕苏卢蒋贾叶阎谭邹熊陆顾龙钱汤贺赖龚"
    "偉芳娜敏靜麗強磊軍洋勇艷傑娟濤明超秀霞平剛桂英華玉蘭紅伟静丽强军艳杰涛刚华兰红台北高雄桃園縣市區路段巷弄樓要保被保險人身分證統一編號"
)
LETTER = re.compile(r"[A-Za-z]")
SYMBOLS = frozenset("ªº¿¡°€£§–—‘’“”…·®™«»´²³½")


def encoding_of(path: Path, *, named: str | None, origin: str) -> str:
    """The codec to read a text file with: the one that a person named, or the one found."""
    if named is None:
        return find_encoding(path, origin=origin)
    codec = known_codec(named, origin=origin)
    with Counted(path) as counted, unpacked(counted, origin=origin) as source:
        marked = _marked(source.read(4))
    return marked if marked and codec.startswith("utf") else codec


def find_encoding(path: Path, *, origin: str) -> str:
    """The codec of a text file (unpacked where it is a gzip file); raises SourceError where nothing fits."""
    with Counted(path) as counted, unpacked(counted, origin=origin) as source:
        start = source.read(CHUNK)
        marked = _marked(start) or _wide(start)
        if marked or _is_utf8(start, source):
            return marked or "utf-8"
    with Counted(path) as counted, unpacked(counted, origin=origin) as source:
        return judge(evidence(source), origin=origin)


def known_codec(encoding: str, *, origin: str) -> str:
    """The codec that a person named, or the superset that reads the same and more; SourceError where there is none."""
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        raise SourceError(
            f'{origin}: encoding = "{encoding}" is not known; use one such as "utf-8", "gb18030", "big5" or "cp1252"'
        ) from None
    return SUPERSETS.get(name, name)


def judge(data: bytes, *, origin: str) -> str:
    """The candidate under which the bytes read most like what people write; raises SourceError where none does.

    >>> judge("保单号,投保人".encode("gb18030"), origin="a.csv"), judge("España".encode("latin-1"), origin="b.csv")
    ('gb18030', 'cp1252')
    """
    scores = {codec: score(data, codec) for codec in CANDIDATES}
    best = max(scores, key=lambda codec: scores[codec])
    if scores[best] >= LEAST_SCORE:
        return best
    readings = "; ".join(f"as {codec} {_glimpse(data, codec)!r}" for codec in ("gb18030", "big5", "cp1252"))
    raise SourceError(f'{origin}: the encoding cannot be told: {readings}; name it, such as encoding = "gb18030"')


def score(data: bytes, codec: str) -> float:
    """How usual the characters outside ASCII are, on average, when read by that codec (about 1 is good)."""
    text = data.decode(codec, errors="replace")
    places = [place for place, character in enumerate(text) if character > "\x7f"]
    if not places:
        return 0.0
    weigh = _in_a_word if codec == "cp1252" else _in_chinese_or_japanese
    return sum(weigh(text, place) for place in places) / len(places)


def evidence(source: BinaryIO) -> bytes:
    """Lines that hold bytes outside ASCII, some from each stretch of the file."""
    found: list[bytes] = []
    while chunk := source.read(4 * CHUNK):
        if not chunk.isascii():
            found.append(b"\n".join(_some(chunk)))
        if sum(map(len, found)) > EVIDENCE:
            break
    return b"\n".join(found)


def _some(chunk: bytes) -> Iterator[bytes]:
    taken = 0
    for line in re.split(rb"[\r\n]+", chunk):
        if not line.isascii():
            taken += len(line)
            yield line
        if taken > EVIDENCE // 4:
            return


def _is_utf8(start: bytes, source: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    chunk = start
    try:
        while chunk:
            if decoder.getstate()[0] or not chunk.isascii():
                decoder.decode(chunk)
            chunk = source.read(CHUNK)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _marked(start: bytes) -> str | None:
    return next((codec for mark, codec in MARKS if start.startswith(mark)), None)


def _wide(start: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of its ASCII is zero."""
    sample = start[:4000]
    zeros = sample.count(b"\0")
    if zeros * 4 < len(sample) or not zeros:
        return None
    return "utf-16-le" if sample[1::2].count(b"\0") > zeros / 2 else "utf-16-be"


def _glimpse(data: bytes, codec: str) -> str:
    text = data.decode(codec, errors="replace")
    first = next((place for place, character in enumerate(text) if character > "\x7f"), 0)
    return text[max(first - 5, 0) : first + 10]


@lru_cache(maxsize=20_000)
def _is_usual(character: str) -> bool:
    """Whether a hanzi is in the first, frequent part of GB 2312 or of Big5."""
    simplified, traditional = character.encode("gb2312", "ignore"), character.encode("big5", "ignore")
    return b"\xb0" <= simplified[:1] < b"\xd8" or b"\xa4" <= traditional[:1] < b"\xc7"


def _in_chinese_or_japanese(text: str, place: int) -> float:
    character = text[place]
    if "a" <= text[place - 1 : place] <= "z":  # an accented letter that swallowed its neighbour looks like this
        return -0.5
    if character in COMMON:
        return 1.5
    if "\u4e00" <= character <= "\u9fff":
        return 0.5 if _is_usual(character) else -0.5
    if "\u3000" <= character <= "\u30ff" or "\uff01" <= character <= "\uff5e":
        return 0.7
    if character == "\ufffd" or "\ue000" <= character <= "\uf8ff":
        return -4.0
    return 0.0 if "\u3400" <= character <= "\u4dbf" or character > "\uffff" else -0.5


def _in_a_word(text: str, place: int) -> float:
    character, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if character in SYMBOLS:
        return 0.4
    if not character.isalpha():
        return -2.0 if character < "\xa0" or character == "\ufffd" else -1.0
    if before.islower() and character.isupper():
        return -1.0
    plain = [bool(LETTER.match(beside)) for beside in (before, after)]
    accented = before > "\x7f" or after > "\x7f"
    return 0.5 if accented and any(plain) else -1.0 if accented or not any(plain) else 1.0
