"""Who of the demonstration has which phone, what is talked about, and how well."""

from dataclasses import dataclass

#: Days looked back, of which those count on which somebody works.
DAYS_BACK = 28
#: Phones by person; one more rings at the reception and is nobody's.
PHONES = {
    "grace": "100",
    "nora": "110", "daniel": "111", "priya": "112", "lucas": "113",
    "karim": "120", "elena": "121", "tomas": "122", "mei": "123",
    "sofia": "130", "jonas": "131", "amara": "132", "ben": "133",
}  # fmt: skip
RECEPTION = "140"
#: Who hears whose recordings.
RIGHTS = {
    "all": ("grace",),
    "team": ("nora", "karim", "sofia"),
    "own": ("daniel", "priya", "lucas", "elena", "tomas", "mei", "jonas", "amara", "ben"),
}  # fmt: skip
TEAMS = {
    "nora": ("daniel", "priya", "lucas"),
    "karim": ("elena", "tomas", "mei"),
    "sofia": ("jonas", "amara", "ben"),
}
#: What the calls of who looks for new clients are made of, and those of the others:
#: plays of :mod:`demo_plays`, and how often of a hundred.
HUNTING = (
    ("outgoing", 42), ("unreached", 20), ("busy", 6), ("answered", 18), ("queue", 6),
    ("missed", 4), ("abandoned", 2), ("transfer", 2),
)  # fmt: skip
KEEPING = (
    ("outgoing", 24), ("unreached", 9), ("busy", 3), ("answered", 36), ("queue", 12),
    ("missed", 7), ("abandoned", 3), ("transfer", 6),
)  # fmt: skip
TALKED = ("outgoing", "answered", "queue", "transfer")
VAIN = ("missed", "abandoned")
#: How well somebody talks, from 0 to 1, and how much of the talk is the own.
SKILLS = {
    "daniel": 0.82, "priya": 0.74, "lucas": 0.36, "elena": 0.86, "tomas": 0.9,
    "mei": 0.84, "jonas": 0.64, "amara": 0.76, "ben": 0.52,
}  # fmt: skip
#: Outcomes, how often, and what is noted with them.
OUTCOMES = (
    ("reached", 30, ("Wants to think it over with the office manager.", "Has the figures.")),
    ("interested", 34, (
        "Asked for an offer with two machines and service.",
        "Wants a tasting next week.",
        "Compares us with the present supplier; price is not the first thing.",
        "Needs an answer about delivery before the end of the month.",
    )),
    ("call_later", 24, ("In a meeting, asked for a call in the afternoon.", "Back next week.")),
    ("not_interested", 12, ("Has a contract until summer.", "No budget this year.")),
)  # fmt: skip
COMMENTS = (
    (
        0.5,
        "You told the price before you knew what they need. Ask twice more before you "
        "offer anything, and leave the client time to answer.",
    ),
    (
        0.75,
        "A good start, and you listened. The next step stayed open: agree on a day "
        "before you hang up.",
    ),
    (
        1.0,
        "Very well led: they named the need themselves, and the appointment stands. I "
        "should like to play it to the team.",
    ),
)
BEST = "Took up the client's own words."
BETTER = "Agree on a day and an hour for the next step."
REPLIES = (
    "Thank you. I have called again and agreed on Tuesday at ten.",
    "You are right about the price. I shall ask about the canteen first next time.",
)


@dataclass(frozen=True)
class Recorded:
    """A recorded talk.

    :param slug: who talked
    :param back: on the so manieth of the last days that person worked, 1 is the last
    :param seconds: its length
    :param share: of the salesperson
    :param marks: ``(second, comment)`` of the leader
    """

    slug: str
    back: int
    seconds: int
    share: float
    marks: tuple = ()


#: Several have one length and share, which makes one file of them.
RECORDED = (
    Recorded("daniel", 2, 66, 0.42, (
        (9, "A good question. Stay with it."),
        (41, "Here the client names the budget: note it on the deal."),
    )),
    Recorded("daniel", 3, 62, 0.5),
    Recorded("priya", 2, 62, 0.5),
    Recorded("priya", 3, 71, 0.58),
    Recorded("lucas", 2, 75, 0.78, ((16, "A long monologue: ask, then wait."),)),
    Recorded("lucas", 3, 68, 0.7),
    Recorded("lucas", 4, 75, 0.78),
    Recorded("elena", 2, 66, 0.42),
    Recorded("elena", 3, 71, 0.58),
    Recorded("tomas", 2, 66, 0.42),
    Recorded("jonas", 2, 62, 0.5),
    Recorded("amara", 2, 71, 0.58),
    Recorded("ben", 2, 68, 0.7),
    Recorded("ben", 3, 62, 0.5),
)  # fmt: skip
