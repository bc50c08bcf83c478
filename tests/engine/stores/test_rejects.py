"""The files of rejects, as a spreadsheet opens them."""

from kehu.stores.rejects import Reject, write_rejects, write_rows


def test_rejects_stand_under_their_headings(tmp_path):
    reject = Reject("years.csv", 3, "terms", "premium", "-5", "is_not_negative", "Too low.", "Correct, or ask.")
    assert write_rejects(tmp_path / "in" / "rejects.csv", [reject]) == 1
    assert (tmp_path / "in" / "rejects.csv").read_text(encoding="utf-8-sig").splitlines() == [
        "file,row,table,column,value,rule,reason,what_to_do",
        'years.csv,3,terms,premium,-5,is_not_negative,Too low.,"Correct, or ask."',
    ]


def test_nothing_is_written_as_an_empty_cell_and_chinese_as_it_is(tmp_path):
    assert write_rows(tmp_path / "years.csv", ["a", "b"], [["王芳", None], [1, "x\ny"]]) == 2
    assert (tmp_path / "years.csv").read_bytes() == 'a,b\r\n王芳,\r\n1,"x\ny"\r\n'.encode("utf-8-sig")
