"""Which file belongs to which entry of a mapping, and what is said where none does."""

import pytest
import sqlalchemy

from kehu.loads import choose_mapping
from kehu.loads.gathering import gather_database, gather_files
from kehu.stages.intake import MappingError, parse, shipped
from kehu.stages.intake.records import ORIGIN, ROWS_A_FILE
from tests.cast import CLAIMS, MAPPING, PARTIES, changed, lines, nothing, write_files, year


@pytest.fixture
def gathered(tmp_path):
    """Gathers files given by name: `gathered({"years.csv": text}, mapping=text)`."""

    def made(files, mapping=MAPPING, report=nothing):
        folder = write_files(tmp_path / "files", files)
        (tmp_path / "work").mkdir(exist_ok=True)
        return gather_files([folder], parse(mapping, name="m"), work=tmp_path / "work", report=report)

    return made


def test_files_go_to_the_first_entry_that_fits_and_others_are_named(gathered):
    made = gathered({"years.csv": lines(year("P1")), "notes.txt": "a\n1\n"})
    assert [(entry, staged.origin) for entry, staged in made.files] == [("years", "years.csv")]
    assert made.passed_over == ("notes.txt",)


def test_several_files_of_one_entry_are_stacked_with_origins_of_their_own(gathered, engine):
    made = gathered({"years-a.csv": lines(year("P1")), "years-b.csv": lines(year("P2"), year("P3"))})
    rows = made.texts(engine=engine)["years"].order_by(ORIGIN).to_pyarrow().to_pylist()
    assert [(row["policy"], row[ORIGIN]) for row in rows] == [
        ("P1", 2),
        ("P2", ROWS_A_FILE + 2),
        ("P3", ROWS_A_FILE + 3),
    ]


def test_an_entry_without_a_file_is_an_error_unless_it_is_optional(gathered):
    with pytest.raises(MappingError, match=r"mapping core: no file for years \(years\*\)\. There is: other.csv\."):
        gathered({"other.csv": lines(year("P1"))})
    assert gathered({"years.csv": lines(year("P1"))}, MAPPING + CLAIMS).files[0][0] == "years"


def test_a_heading_that_is_lacking_is_named_with_the_one_that_may_be_meant(gathered):
    with pytest.raises(MappingError, match=r"years.csv: row 1: the heading lacks 'line'.* Did you mean 'lines'\?"):
        gathered(
            {"years.csv": lines(year("P1"), heading="policy,holder,lines,channel,inception,expiry,cancelled,premium")}
        )


def test_progress_is_told_by_the_file(gathered):
    told = []
    gathered({"years.csv": lines(year("P1"))}, report=lambda step, done, total: told.append((step, done, total)))
    assert told[-1][0] == "Reading years.csv"
    assert told[-1][1] == told[-1][2] > 0


def test_a_database_is_read_by_query(tmp_path):
    url = f"sqlite:///{tmp_path / 'core.db'}"
    made = sqlalchemy.create_engine(url, poolclass=sqlalchemy.NullPool)
    with made.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE people (key TEXT, name TEXT, born DATE)")
        connection.exec_driver_sql("INSERT INTO people VALUES ('K', 'Wang', '1980-01-02')")
    mapping = parse(changed(PARTIES, ('match = "people*"', 'query = "people"')), name="m")
    ((entry, staged),) = gather_database(url, mapping, work=tmp_path, report=nothing).files
    assert (entry, staged.read, staged.columns) == ("people", 1, ("key", "name", "born"))


def test_the_shipped_mapping_that_fits_the_files_is_chosen(tmp_path):
    folder = write_files(tmp_path, {"motor.csv": "ID\n"})
    assert choose_mapping([folder], shipped()).name == "spanish_motor"


def test_files_that_no_mapping_fits_are_refused_with_the_way_on(tmp_path):
    folder = write_files(tmp_path, {"book.csv": "ID\n"})
    with pytest.raises(MappingError, match=r"no shipped mapping fits these files \(book.csv\).*`kehu map FILE`"):
        choose_mapping([folder], shipped())
    both = {name: parse(text, name="m") for name, text in {"a": MAPPING, "b": MAPPING}.items()}
    with pytest.raises(MappingError, match="several shipped mappings fit"):
        choose_mapping([write_files(tmp_path / "years", {"years.csv": "x\n"})], both)
