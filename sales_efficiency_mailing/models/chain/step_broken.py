class StepBroken(Exception):
    """A step cannot be done, whoever comes to it, until somebody mends it.

    :param reason: a translated sentence that names what is wrong and the remedy; shown
        on the step, and on the participants that are held there
    """

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason
