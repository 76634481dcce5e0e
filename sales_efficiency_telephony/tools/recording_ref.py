"""Whether two refs of recordings, as phone systems tell them, name one file.

The same file is told as ``a.wav``, with its folders, or as an address whose query is
signed anew each time. Files in different folders may have one name, so two refs name one
file where the path of one is the end of the other's. A path is kept as the digests of its
ends, the shortest first: these tell the same when the name itself is to be forgotten.
"""

import hashlib
import re

#: An address is its host and path.
SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
SOUND = re.compile(r"\.(?:wav|wave|mp3|ogg|oga|opus|m4a|mp4|gsm|flac)$", re.IGNORECASE)
#: Paths are looked at so deep, from their end.
DEEP = 32
DIGITS = 16


def path_keys(ref):
    """Return the digests of the ends of a ref's path, the shortest first.

    >>> len(path_keys("a.wav")), len(path_keys("/var/monitor/a.wav")), path_keys("")
    (1, 3, ())

    A query is a part of the name only where nothing before it names a file with sound:

    >>> path_keys("https://h/a.wav?expires=1") == path_keys("https://h/a.wav?expires=2")
    True
    >>> path_keys("https://h/get?id=1") == path_keys("https://h/get?id=2")
    False
    """
    path, _mark, query = SCHEME.sub("", ref).partition("?")
    parts = [part for part in path.split("/") if part]
    if not parts:
        return ()
    if query and not SOUND.search(parts[-1]):
        parts[-1] += f"?{query}"
    ends, end = [], ""
    for part in reversed(parts[-DEEP:]):
        end = f"{part}/{end}"
        ends.append(hashlib.sha256(end.encode()).hexdigest()[:DIGITS])
    return tuple(ends)


def is_same(keys, others):
    """Tell whether the keys of two refs are those of one file.

    >>> name, client, user = map(path_keys, ("a.wav", "client/a.wav", "user/a.wav"))
    >>> is_same(name, client), is_same(client, name), is_same(client, user)
    (True, True, False)
    """
    return keys[-1] in others or others[-1] in keys
