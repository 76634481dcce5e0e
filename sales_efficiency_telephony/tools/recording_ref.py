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
#: Parameters by which an address is signed: they say who may read a file, and until when.
SIGNING = re.compile(
    r"^(?:x-(?:amz|goog|oss|ms)-.*|expires|exp|signature|sig|hmac|policy|key-pair-id"
    r"|awsaccesskeyid|googleaccessid|ossaccesskeyid|(?:access_?)?token)$",
    re.IGNORECASE,
)
#: Azure's are so short that they are signing beside its ``sig`` alone.
AZURE = {"se", "sp", "sv", "sr", "st", "spr", "sip"}
AZURE |= {"skoid", "sktid", "skt", "ske", "sks", "skv"}
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

    By whom and until when an address is signed is never a part of it:

    >>> path_keys("https://h/7?X-Amz-Date=1") == path_keys("https://h/7?X-Amz-Date=2")
    True
    >>> path_keys("https://h/7?X-Amz-Date=1") == path_keys("https://h/7")
    True
    """
    path, _mark, query = SCHEME.sub("", ref).partition("?")
    parts = [part for part in path.split("/") if part]
    if not parts:
        return ()
    query = _drop_signature(query)
    if query and not SOUND.search(parts[-1]):
        parts[-1] += f"?{query}"
    ends, end = [], ""
    for part in reversed(parts[-DEEP:]):
        end = f"{part}/{end}"
        ends.append(hashlib.sha256(end.encode()).hexdigest()[:DIGITS])
    return tuple(ends)


def _drop_signature(query):
    """Return a query without what it is signed with.

    >>> _drop_signature("id=1&Expires=9&Signature=a"), _drop_signature("id=1&sp=r&sr=b")
    ('id=1', 'id=1&sp=r&sr=b')
    >>> _drop_signature("sp=r&se=2026-03-02&sv=2024&sr=b&sig=a%3D"), _drop_signature("")
    ('', '')
    """
    pairs = [(pair.partition("=")[0].lower(), pair) for pair in query.split("&")]
    is_azure = any(name == "sig" for name, _pair in pairs)
    return "&".join(
        pair
        for name, pair in pairs
        if not (SIGNING.match(name) or is_azure and name in AZURE)
    )


def is_same(keys, others):
    """Tell whether the keys of two refs are those of one file.

    >>> name, client, user = map(path_keys, ("a.wav", "client/a.wav", "user/a.wav"))
    >>> is_same(name, client), is_same(client, name), is_same(client, user)
    (True, True, False)
    """
    return keys[-1] in others or others[-1] in keys
