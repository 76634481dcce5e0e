"""How long a talk was, as people write it; seconds in, text out."""


def talk_time(seconds):
    """Return minutes and seconds, with hours where there are any.

    Halves are rounded up, as the widget in the browser does it.

    >>> talk_time(0), talk_time(9.4), talk_time(205), talk_time(3725.5)
    ('0:00', '0:09', '3:25', '1:02:06')
    >>> talk_time(59.5), talk_time(3599.6)
    ('1:00', '1:00:00')
    """
    whole = int(seconds + 0.5)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}:{minutes:02}:{rest:02}"
    return f"{minutes}:{rest:02}"
