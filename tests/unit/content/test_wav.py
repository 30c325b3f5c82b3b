"""Reading every kind of uncompressed WAV, refusing the rest with a reason; writing whole files or none."""

from __future__ import annotations

import struct
import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from langtutor.content.wav import from_pcm, read_wav, read_wav_as_is, to_pcm, write_wav
from langtutor.core.errors import UnreadableAudio

RATE = 16_000
TONE: NDArray[np.float32] = (0.5 * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)).astype(np.float32)


def wav_bytes(data: bytes, encoding: int, channels: int, rate_hz: int, bits: int, *, extensible: bool = False) -> bytes:
    width = channels * bits // 8
    tag = 0xFFFE if extensible else encoding
    layout = struct.pack("<HHIIHH", tag, channels, rate_hz, rate_hz * width, width, bits)
    if extensible:
        layout += struct.pack("<HHIH", 22, bits, 0, encoding) + bytes(14)
    chunks = b"".join(
        name + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)
        for name, body in [(b"LIST", b"odd"), (b"fmt ", layout), (b"data", data)]
    )
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


def encoded(samples: NDArray[np.float32], encoding: int, bits: int) -> bytes:
    if encoding == 3:
        return samples.astype(f"<f{bits // 8}").tobytes()
    if bits == 8:
        return np.rint(samples * 127 + 128).astype(np.uint8).tobytes()
    whole = np.rint(samples.astype(np.float64) * (2 ** (bits - 1) - 1)).astype("<i8")
    return bytes(whole.view(np.uint8).reshape(-1, 8)[:, : bits // 8].tobytes())


@pytest.mark.parametrize("extensible", [False, True])
@pytest.mark.parametrize(
    ("encoding", "bits", "tolerance"),
    [(1, 8, 0.01), (1, 16, 1e-4), (1, 24, 1e-6), (1, 32, 1e-6), (3, 32, 1e-7), (3, 64, 1e-7)],
)
def test_reads_every_width(tmp_path: Path, encoding: int, bits: int, tolerance: float, extensible: bool) -> None:
    file = tmp_path / "tone.wav"
    file.write_bytes(wav_bytes(encoded(TONE, encoding, bits), encoding, 1, RATE, bits, extensible=extensible))
    samples = read_wav(file)
    assert samples.dtype == np.float32
    np.testing.assert_allclose(samples, TONE, atol=tolerance)


def test_channels_are_averaged_and_the_rate_changed(tmp_path: Path) -> None:
    times = np.arange(44_100) / 44_100
    tone = (0.5 * np.sin(2 * np.pi * 440 * times)).astype(np.float32)
    both = np.stack([tone, np.zeros_like(tone)], axis=1).ravel()
    file = tmp_path / "stereo.wav"
    file.write_bytes(wav_bytes(encoded(both, 1, 16), 1, 2, 44_100, 16))
    np.testing.assert_allclose(read_wav(file)[500:-500], TONE[500:-500] / 2, atol=1e-3)
    own, rate_hz = read_wav_as_is(file)
    assert (rate_hz, len(own)) == (44_100, 44_100)


def test_written_files_are_what_others_read(tmp_path: Path) -> None:
    file = tmp_path / "out.wav"
    write_wav(file, np.array([0.0, 0.5, -1.0, 2.0, np.nan], np.float32), 24_000)
    with wave.open(str(file)) as reader:
        assert (reader.getframerate(), reader.getnchannels(), reader.getsampwidth()) == (24_000, 1, 2)
        assert list(np.frombuffer(reader.readframes(9), "<i2")) == [0, 16384, -32768, 32767, 0]
    assert list(tmp_path.iterdir()) == [file]


def test_pcm_there_and_back_is_exact() -> None:
    every = np.arange(-32768, 32768, dtype="<i2").tobytes()
    assert to_pcm(from_pcm(every)) == every


def test_a_header_that_promises_more_than_there_is(tmp_path: Path) -> None:
    """What a program leaves that streams, or was killed: size 0xFFFFFFFF, and half a frame at the end."""
    content = wav_bytes(encoded(TONE, 1, 16), 1, 1, RATE, 16)
    place = content.index(b"data") + 4
    file = tmp_path / "stream.wav"
    file.write_bytes(content[:place] + b"\xff\xff\xff\xff" + content[place + 4 : -1])
    assert len(read_wav(file)) == len(TONE) - 1


def test_no_samples_is_an_empty_array(tmp_path: Path) -> None:
    file = tmp_path / "empty.wav"
    file.write_bytes(wav_bytes(b"", 1, 1, 44_100, 16))
    assert len(read_wav(file)) == 0


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not a WAV file"),
        (b"ID3\x04rest of an mp3", "MP3"),
        (b"fLaC....", "FLAC"),
        (wav_bytes(b"\0" * 8, 0x55, 1, RATE, 16), "compressed"),
        (wav_bytes(b"\0" * 8, 1, 1, RATE, 12), "12-bit"),
        (wav_bytes(b"\0" * 8, 1, 0, RATE, 16), "0 channels"),
        (wav_bytes(b"\0" * 8, 1, 1, 0, 16), "0 Hz"),
        (wav_bytes(b"", 1, 1, RATE, 16)[:-8], "ends before"),
        (b"RIFF\x04\0\0\0WAVEfmt \x04\0\0\0\x01\0\x01\0", "cut off"),
        (b"RIFF\x04\0\0\0WAVEdata\x04\0\0\0\x01\0\x01\0", "format"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, content: bytes, reason: str) -> None:
    file = tmp_path / "bad.wav"
    file.write_bytes(content)
    with pytest.raises(UnreadableAudio) as caught:
        read_wav(file)
    assert reason in str(caught.value.fields["detail"])
    assert caught.value.fields["path"] == str(file)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none.wav", tmp_path):
        with pytest.raises(UnreadableAudio):
            read_wav(path)


@pytest.mark.parametrize("seed", range(20))
def test_damaged_files_never_raise_anything_else(tmp_path: Path, seed: int) -> None:
    rng = np.random.default_rng(seed)
    content = np.frombuffer(wav_bytes(encoded(TONE[:200], 1, 16), 1, 1, RATE, 16), np.uint8).copy()
    content[rng.integers(0, 60, 4)] = rng.integers(0, 256, 4)
    file = tmp_path / "damaged.wav"
    file.write_bytes(content.tobytes())
    try:
        samples = read_wav(file)
    except UnreadableAudio:
        return
    assert np.isfinite(samples).all()
    assert np.abs(samples).max(initial=0) <= 1


def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; import numpy as np\n"
        "from langtutor.content.wav import write_wav; from langtutor.core.errors import FolderReadOnly\n"
        "folder = Path(sys.argv[1]); folder.chmod(0o500)\n"
        "if os.geteuid() == 0: os.seteuid(65534)\n"
        "try: write_wav(folder / 'x.wav', np.zeros(4, np.float32))\n"
        "except FolderReadOnly as error: print(error.fields['folder'])\n"
    )
    folder = tmp_path / "locked"
    folder.mkdir()
    done = subprocess.run([sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(folder)
