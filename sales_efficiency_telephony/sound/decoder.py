"""Writes the samples of the file on its standard input to its standard output.

Run by :mod:`decode` as a process of its own, which imports nothing of Odoo: what a
damaged file does to a decoder ends here.
"""

import sys
from contextlib import suppress

#: Bytes of memory: a whole file, and what decoding it takes.
MEMORY = 1 << 30


def main(channels, rate, frames, seconds):
    """Decode within so many seconds of work.

    :return: the exit code, 1 where the library cannot decode the file
    """
    _set_limits(seconds)
    # After the limits are set: not even its loading is free.
    import miniaudio

    try:
        blocks = miniaudio.stream_memory(
            sys.stdin.buffer.read(),
            nchannels=channels,
            sample_rate=rate,
            frames_to_read=frames,
        )
        for block in blocks:
            sys.stdout.buffer.write(block.tobytes())
    except miniaudio.MiniaudioError:
        return 1
    return 0


def _set_limits(seconds):
    # Not every system has limits.
    with suppress(ImportError):
        import resource

        for kind, wanted in (
            (resource.RLIMIT_CPU, seconds),
            (resource.RLIMIT_AS, MEMORY),
        ):
            _soft, hard = resource.getrlimit(kind)
            most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
