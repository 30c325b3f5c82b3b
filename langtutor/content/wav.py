"""WAV files: any uncompressed one is read, 16-bit mono is written."""

from __future__ import annotations

import os
import struct
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from langtutor.core.audio import SAMPLE_RATE_HZ
from langtutor.core.errors import UnreadableAudio
from langtutor.settings.disk import disk_errors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_RATES_HZ = range(1_000, 768_001)
_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class _Format:
    encoding: int
    channels: int
    rate_hz: int
    bits: int


def read_wav(path: Path, rate_hz: int = SAMPLE_RATE_HZ) -> Samples:
    """float32 mono in [-1, 1] at `rate_hz`; channels are averaged. A file with no samples gives an empty array.

    Reads 8, 16, 24 and 32-bit PCM and 32 and 64-bit float at any usual rate. Raises UnreadableAudio.
    """
    import numpy as np

    from langtutor.core.resampling import resample

    samples, own_rate_hz = read_wav_as_is(path)
    return samples if own_rate_hz == rate_hz else np.clip(resample(samples, own_rate_hz, rate_hz), -1.0, 1.0)


def read_wav_as_is(path: Path) -> tuple[Samples, int]:
    """float32 mono in [-1, 1] and the file's own rate in Hz. Raises UnreadableAudio."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableAudio(path=str(path), detail="there is no such file") from None
    except OSError as error:
        raise UnreadableAudio(path=str(path), detail=str(error.strerror or error)) from error
    try:
        layout, data = _chunks(content)
        return _decoded(layout, data), layout.rate_hz
    except ValueError as error:
        raise UnreadableAudio(path=str(path), detail=str(error)) from error


def write_wav(path: Path, samples: Samples, rate_hz: int = SAMPLE_RATE_HZ) -> None:
    """16-bit mono; what lies outside [-1, 1] is clipped. Whole or not at all. Raises DiskFull, FolderReadOnly."""
    write_pcm_wav(path, to_pcm(samples), rate_hz)


def write_pcm_wav(path: Path, pcm: bytes, rate_hz: int = SAMPLE_RATE_HZ) -> None:
    """The same from s16le bytes."""
    write_whole(path, _header(len(pcm), rate_hz) + pcm)


def wrap_pcm_file(path: Path, raw: Path, rate_hz: int = SAMPLE_RATE_HZ) -> None:
    """The same from a file of s16le samples, however long; half a sample at its end is left out."""
    size = raw.stat().st_size // 2 * 2
    with raw.open("rb") as samples:

        def write(file: BinaryIO) -> None:
            file.write(_header(size, rate_hz))
            left = size
            while left and (some := samples.read(min(left, _AT_ONCE))):
                file.write(some)
                left -= len(some)

        _write_whole(path, write, size)


def write_whole(path: Path, content: bytes) -> None:
    """Beside the target, to the disk, then in its place. Raises DiskFull, FolderReadOnly."""
    _write_whole(path, lambda file: file.write(content), len(content))


def _header(size: int, rate_hz: int) -> bytes:
    return struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        *(b"RIFF", 36 + size, b"WAVE", b"fmt ", 16, _PCM, 1, rate_hz, rate_hz * 2, 2, 16, b"data", size),
    )


def _write_whole(path: Path, write: Callable[[BinaryIO], object], size: int) -> None:
    partial = path.with_name(path.name + ".part")
    try:
        with disk_errors(path.parent, size):
            with partial.open("wb") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)
    except BaseException:
        with suppress(OSError):
            partial.unlink()
        raise


def to_pcm(samples: Samples) -> bytes:
    """float32 in [-1, 1] → s16le."""
    import numpy as np

    scaled = np.nan_to_num(samples.astype(np.float64)) * 32768
    return np.clip(np.rint(scaled), -32768, 32767).astype("<i2").tobytes()


def from_pcm(pcm: bytes) -> Samples:
    """s16le → float32 in [-1, 1)."""
    import numpy as np

    return np.frombuffer(pcm, dtype="<i2").astype(np.float32) / np.float32(32768)


def _chunks(content: bytes) -> tuple[_Format, bytes]:
    if content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        raise ValueError(f"it is not a WAV file but {_kind(content)}; save it as WAV first")
    layout: _Format | None = None
    place = 12
    while place + 8 <= len(content):
        name, size = struct.unpack_from("<4sI", content, place)
        body = content[place + 8 : place + 8 + size]
        if name == b"fmt ":
            layout = _format(body)
        elif name == b"data":
            if layout is None:
                raise ValueError("its format is not given before its samples")
            return layout, body
        place += 8 + size + size % 2
    raise ValueError("it ends before its samples begin")


def _kind(content: bytes) -> str:
    known = {b"OggS": "Ogg", b"fLaC": "FLAC", b"ID3": "MP3", b"\xff\xfb": "MP3", b"FORM": "AIFF", b"RIFX": "RIFX"}
    if content[4:8] == b"ftyp":
        return "MP4"
    return next((kind for start, kind in known.items() if content.startswith(start)), "something else")


def _format(body: bytes) -> _Format:
    if len(body) < 16:
        raise ValueError("its format is cut off")
    encoding, channels, rate_hz, _, _, bits = struct.unpack_from("<HHIIHH", body)
    if encoding == _EXTENSIBLE and len(body) >= 26:
        encoding = struct.unpack_from("<H", body, 24)[0]
    if encoding not in (_PCM, _FLOAT):
        raise ValueError(f"it is compressed (format {encoding:#x}); save it as uncompressed WAV")
    if (encoding, bits) not in {(_PCM, 8), (_PCM, 16), (_PCM, 24), (_PCM, 32), (_FLOAT, 32), (_FLOAT, 64)}:
        raise ValueError(f"{bits}-bit samples can't be read; save it with 16 bits")
    if channels == 0 or rate_hz not in _RATES_HZ:
        raise ValueError(f"it says {channels} channels at {rate_hz} Hz; save it with one channel at 16000 Hz")
    return _Format(encoding, channels, rate_hz, bits)


def _decoded(layout: _Format, data: bytes) -> Samples:
    import numpy as np

    frame = layout.channels * layout.bits // 8
    data = data[: len(data) // frame * frame]
    if layout.encoding == _FLOAT:
        numbers = np.frombuffer(data, dtype=f"<f{layout.bits // 8}").astype(np.float64)
        numbers = np.clip(np.nan_to_num(numbers), -1.0, 1.0)
    elif layout.bits == 8:
        numbers = (np.frombuffer(data, dtype=np.uint8).astype(np.float64) - 128) / 128
    elif layout.bits == 24:
        bytes_of = np.frombuffer(data, dtype=np.uint8).reshape(-1, 3)
        widened = np.zeros((len(bytes_of), 4), np.uint8)
        widened[:, 1:] = bytes_of
        numbers = widened.view("<i4").ravel().astype(np.float64) / 2**31
    else:
        numbers = np.frombuffer(data, dtype=f"<i{layout.bits // 8}").astype(np.float64) / 2.0 ** (layout.bits - 1)
    mono: Samples = numbers.reshape(-1, layout.channels).mean(axis=1).astype(np.float32)
    return mono
