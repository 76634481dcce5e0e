class FetchFailed(Exception):
    """A file that could not be had.

    :ivar code: ``refused`` (by the rules of addresses, ``detail`` says which), ``host``,
        ``connect``, ``cut``, ``late``, ``status`` (``detail`` is it), ``large``,
        ``redirect``, ``coding``, ``link``, ``folder``, ``absent`` or ``growing``
    :ivar is_final: trying again is of no use until somebody changes something
    """

    FINAL = ("refused", "large", "redirect", "coding", "folder")

    def __init__(self, code, detail=""):
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail

    @property
    def is_final(self):
        return self.code in self.FINAL
