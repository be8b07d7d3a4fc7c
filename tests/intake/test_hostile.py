"""Files made to break their reader: each ends as the sentence it must give, never as clear, and the lot goes on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from hostile import FILES, PLACES, people, screened, sentences
from relparty.intake.flow import Intake, read_all
from relparty.intake.tasks import Reading
from relparty.lots.folder import LotFolder
from relparty.lots.folder import read as read_folder
from relparty.settings import FileLimits

LIMITS = FileLimits()
OUT_OF_TIME = {
    "pdf: 2 million letters",
    "pdf: a part that draws itself",
    "xlsx: one merged range over all",
    "html: 200,000 attributes",
    "html: 20,000 style rules",
}
"""Files that would take long; they get two seconds instead of fifty."""
GOOD = {"甲辰": "read", "乙木": "read", "丙火": "read"}
TRIED = sorted(set(sentences.ALL) - set(sentences.NEEDING_OCR))


class Lots:
    """One lot for every hostile file, of which all files are read in two goes."""

    def __init__(self, folder: Path) -> None:
        forms = people.lot_without_form(folder)
        self.names = {}
        for number, (name, (suffix, make)) in enumerate(FILES.items(), start=1):
            if name not in sentences.NEEDING_OCR:
                self.names[name] = f"forms/{number:03d} {people.BIDDER}" + (f".{suffix}" if suffix else "")
                (forms.parent / self.names[name]).write_bytes(make())
        self.folder = read_folder(folder, screened.DAY)
        late = {self.names[name] for name in OUT_OF_TIME}
        quick = read_all([each for each in self.folder.forms if each.file in late], FileLimits(seconds=2))
        self.readings = (*read_all([each for each in self.folder.forms if each.file not in late], LIMITS).readings, *quick.readings)

    def of(self, name: str) -> screened.Outcome:
        """The lot of the three good forms and this file."""
        others = tuple(file for other, file in self.names.items() if other != name)
        kept = _without(self.readings, others)
        handed_in = tuple(each for each in self.folder.forms if each.file not in others)
        return screened.judged(LotFolder(self.folder.lot, handed_in), Intake(kept, tuple(reading.file for reading in kept)))


def _without(readings: Sequence[Reading], files: tuple[str, ...]) -> tuple[Reading, ...]:
    return tuple(each for each in readings if not any(each.file.file == file or each.file.file.startswith(f"{file}/") for file in files))


@pytest.fixture(scope="module")
def lots(tmp_path_factory: pytest.TempPathFactory) -> Lots:
    return Lots(tmp_path_factory.mktemp("lot"))


def allowed(name: str, file: str) -> list[list[str]]:
    told = sentences.ALL[name]
    seconds = 2 if name in OUT_OF_TIME else LIMITS.seconds
    choices = told if isinstance(told, list) else [told]
    return [sorted(each.replace("{file}", file).replace("{seconds}", str(seconds)) for each in choice) for choice in choices]


def test_every_hostile_file_has_its_sentence() -> None:
    assert set(sentences.ALL) | sentences.READ_WELL == set(FILES)
    assert set(sentences.PLACES) == set(PLACES)


@pytest.mark.parametrize("name", TRIED)
def test_a_hostile_file_is_one_finding_of_its_bidder(lots: Lots, name: str) -> None:
    outcome = lots.of(name)
    choices = allowed(name, lots.names[name])
    assert outcome.verdict != "clear"
    assert {word: outcome.status[word] for word in GOOD} == GOOD
    if choices != [[]]:
        assert sorted(outcome.unchecked) in choices
        assert outcome.others == ()


@pytest.mark.parametrize("name", sorted(sentences.READ_WELL))
def test_an_odd_file_that_is_a_good_form_is_read(lots: Lots, name: str) -> None:
    assert lots.of(name).verdict == "clear"


def test_the_lot_without_hostile_files_is_clear(tmp_path: Path) -> None:
    folder = people.lot_without_form(tmp_path).parent
    people.hand_in_good_form(folder)
    assert screened.screened(folder, LIMITS).verdict == "clear"


@pytest.mark.parametrize("name", sorted(set(PLACES) - {"sixty folders deep"}))
def test_a_thing_on_the_disk_that_is_no_file(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "lot"
    folder.mkdir()
    outcome = screened.with_place(folder, PLACES[name], LIMITS)
    assert outcome.verdict == "incomplete"
    assert {word: outcome.status[word] for word in GOOD} == GOOD
    assert outcome.unchecked == sentences.PLACES[name]


def test_a_form_sixty_folders_down_is_read(tmp_path: Path) -> None:
    assert screened.with_place(tmp_path, PLACES["sixty folders deep"], LIMITS).verdict == "clear"


def test_names_with_tricks_hold_every_form_of_the_archive(lots: Lots) -> None:
    """Each member is read under a name without control characters; the stranger's form is seen and belongs to no quote."""
    outcome = lots.of("zip: names with control characters")
    file = lots.names["zip: names with control characters"]
    read = [form["file"] for bidder in outcome.whole["bidders"] for form in bidder["forms"] if form["file"].startswith(file)]
    assert sorted(read) == sorted(f"{file}/{name}" for name in ("form.json", "form", "报价表.json", "[2Jform.json", "fonosj.mrof.json"))
    assert outcome.others == ("深圳市戊土工程有限公司 已提交采集表，但报价表中未列该单位",)


def test_two_members_of_one_name_are_both_read(lots: Lots) -> None:
    outcome = lots.of("zip: one name twice")
    assert outcome.status == {**GOOD, "丁香": "read", "深圳市戊土工程有限公司": "read"}


@pytest.mark.usefixtures("lots")
def test_nothing_is_written_outside_the_lot() -> None:
    assert not Path("/tmp/relparty-evil.txt").exists()
    assert not Path("/etc/cron.d/evil.json").exists()


@pytest.mark.parametrize("name", ["xlsx: a name of 30 MB", "json: a remark of 50 MB", "json: 100,000 rows of nonsense"])
def test_a_hostile_file_makes_no_report_of_megabytes(lots: Lots, name: str) -> None:
    assert len(str(lots.of(name).whole)) < 200_000


def test_no_secret_of_this_machine_is_in_a_report(lots: Lots) -> None:
    assert "root:" not in str(lots.of("docx: entity of a file outside").whole)
