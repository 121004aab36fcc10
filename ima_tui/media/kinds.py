"""Which kind of file a result is, told by its first bytes rather than by its address."""

HEAD_BYTES = 16
"""How much of a file ``suffix_of`` needs to see."""

_IN_RIFF = 8
"""Where a RIFF file says what it holds."""

_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", ".png"),
    (0, b"\xff\xd8\xff", ".jpg"),
    (0, b"GIF8", ".gif"),
    (_IN_RIFF, b"WEBP", ".webp"),
    (_IN_RIFF, b"WAVE", ".wav"),
    (_IN_RIFF, b"AVI ", ".avi"),
    (4, b"ftypqt", ".mov"),
    (4, b"ftypM4A", ".m4a"),
    (4, b"ftypavif", ".avif"),
    (4, b"ftyp", ".mp4"),
    (0, b"\x1a\x45\xdf\xa3", ".webm"),
    (0, b"ID3", ".mp3"),
    (0, b"\xff\xfb", ".mp3"),
    (0, b"\xff\xf3", ".mp3"),
    (0, b"\xff\xf2", ".mp3"),
    (0, b"\xff\xf1", ".aac"),
    (0, b"\xff\xf9", ".aac"),
    (0, b"OggS", ".ogg"),
    (0, b"fLaC", ".flac"),
)


def suffix_of(head: bytes) -> str | None:
    """Return the file name suffix for a medium that begins with these bytes, None if it is none."""
    for offset, signature, suffix in _SIGNATURES:
        if offset == _IN_RIFF and not head.startswith(b"RIFF"):
            continue
        if head[offset : offset + len(signature)] == signature:
            return suffix
    return None
