"""The voice with programs that only note what they were told: no sound is needed, none is made."""

import array
import math
import os
import time
import wave
from collections.abc import Callable
from pathlib import Path

import pytest

import assets
from deploy import chime
from tests.fakes import FakePrograms
from ui.voice.means import find_means
from ui.voice.playing import with_volume
from ui.voice.sayings import Saying
from ui.voice.voice import Voice

INVITED = Saying(name="invited", text="请您评价本次服务")
THANKS = Saying(name="thanks", text="谢谢您的评价")
ENGLISH = Saying(name="invited", text="How was our service?", english=True)


def wait(until: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not until():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.005)


def tone(file: Path, *, width: int = 2) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(file), "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(width)
        made.setframerate(8_000)
        made.writeframes(array.array("h", [8_000, -8_000] * 400).tobytes())


@pytest.fixture
def programs(tmp_path):
    return FakePrograms(tmp_path / "bin")


@pytest.fixture
def speaks(tmp_path, programs):
    voices = []

    def begin(volume: int = 6, changed: Callable[[], None] = lambda: None) -> Voice:
        means = find_means({"PATH": str(programs.folder)}, tmp_path / "data")
        voice = Voice(means, changed)
        voice.volume = volume
        voices.append(voice)
        return voice

    yield begin
    for voice in voices:
        voice.close()


def test_a_recording_of_the_halls_own_is_played(speaks, programs, tmp_path):
    programs.add("aplay")
    tone(tmp_path / "data" / "sounds" / "zh" / "thanks.wav")
    tone(tmp_path / "data" / "sounds" / "zh" / "invited.wav")
    voice = speaks(volume=10)

    voice.say(THANKS)
    wait(lambda: len(programs.calls()) == 1)

    name, _, arguments = programs.calls()[0]
    assert name == "aplay"
    assert arguments[-1].endswith("zh/thanks.wav")
    assert voice.state.kind == "recorded"


def test_without_a_recording_the_system_speaks_after_a_chime(speaks, programs):
    programs.add("aplay")
    programs.add("espeak-ng")
    voice = speaks()

    voice.say(INVITED)
    wait(lambda: len(programs.calls()) == 2)
    voice.say(ENGLISH)
    wait(lambda: len(programs.calls()) == 4)

    played, spoken, _, english = programs.calls()
    assert played[0] == "aplay"
    assert spoken[2] == ("-v", "cmn", "-a", "120", "--", "请您评价本次服务")
    assert english[2][1] == "en-gb"
    assert voice.state.kind == "speech"


def test_without_speech_there_is_a_chime_for_the_invited_and_staff_can_read_so(speaks, programs):
    programs.add("pw-play")
    voice = speaks()

    voice.say(THANKS)
    voice.say(INVITED)
    wait(lambda: len(programs.calls()) == 1)

    assert programs.calls()[0][0] == "pw-play"
    assert voice.state.kind == "chime"
    assert "espeak-ng" in voice.state.zh
    assert not voice.can_say(INVITED)


def test_without_any_program_it_is_silent_and_says_why(speaks):
    voice = speaks()

    voice.say(INVITED)

    assert (voice.state.kind, voice.state.why) == ("silent", "program")
    assert "alsa-utils" in voice.state.zh
    assert "alsa-utils" in voice.state.en


def test_a_missing_device_is_told_to_staff_and_tried_again(speaks, programs):
    programs.add("aplay", status=1)
    programs.add("espeak-ng", status=1)
    heard = []
    voice = speaks(changed=lambda: heard.append(1))

    voice.say(INVITED)
    wait(lambda: len(heard) == 1)
    broken = voice.state
    programs.add("aplay")
    programs.add("espeak-ng")
    voice.say(INVITED)
    wait(lambda: len(heard) == 2)

    assert (broken.kind, broken.why) == ("silent", "device")
    assert voice.state.kind == "speech"


def test_the_next_thing_to_say_cuts_the_one_before_off(speaks, programs):
    programs.add("espeak-ng", seconds=60)
    voice = speaks()

    voice.say(INVITED)
    wait(lambda: len(programs.calls()) == 1)
    voice.say(THANKS)
    wait(lambda: len(programs.calls()) == 2)

    assert not alive(programs.calls()[0][1])
    assert alive(programs.calls()[1][1])
    voice.hush()
    wait(lambda: not alive(programs.calls()[1][1]))
    assert voice.state.kind == "speech"


def test_saying_something_never_waits(speaks, programs):
    programs.add("espeak-ng", seconds=60)
    voice = speaks()

    began = time.monotonic()
    for _ in range(50):
        voice.say(INVITED)
    voice.hush()

    assert time.monotonic() - began < 1


def test_a_volume_of_nought_is_silence(speaks, programs):
    programs.add("espeak-ng", seconds=60)
    voice = speaks()

    voice.say(INVITED)
    wait(lambda: len(programs.calls()) == 1)
    voice.volume = 0
    wait(lambda: not alive(programs.calls()[0][1]))
    voice.say(THANKS)
    voice.close()

    assert len(programs.calls()) == 1
    assert (voice.state.kind, voice.state.why) == ("silent", "off")


def test_half_the_volume_is_a_quarter_of_the_pressure(tmp_path):
    tone(tmp_path / "loud.wav")

    soft = with_volume(tmp_path / "loud.wav", 5, tmp_path)

    with wave.open(str(soft), "rb") as file:
        samples = array.array("h", file.readframes(10))
    assert set(samples) == {2_000, -2_000}
    assert with_volume(tmp_path / "loud.wav", 10, tmp_path) == tmp_path / "loud.wav"


def test_a_file_that_is_no_sound_is_left_to_the_player(tmp_path):
    (tmp_path / "odd.wav").write_text("no sound")

    assert with_volume(tmp_path / "odd.wav", 5, tmp_path) == tmp_path / "odd.wav"


def test_the_chime_is_the_one_our_script_makes():
    with wave.open(str(assets.FOLDER / "sounds" / "chime.wav"), "rb") as file:
        stored = array.array("h", file.readframes(file.getnframes()))
    made = chime.samples()

    assert len(stored) == len(made)
    assert all(math.isclose(a, b, abs_tol=2) for a, b in zip(stored, made, strict=True))


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
