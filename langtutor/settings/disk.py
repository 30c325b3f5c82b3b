"""What a disk says, as errors that the user can mend."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from langtutor.core.errors import DiskFull, FolderReadOnly

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)


@contextmanager
def disk_errors(folder: Path, needed: int) -> Iterator[None]:
    """Turns OSErrors into DiskFull (needed: bytes) and FolderReadOnly; others pass."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(folder=str(folder), needed=needed) from error
        if error.errno in _READ_ONLY:
            raise FolderReadOnly(folder=str(folder)) from error
        raise
