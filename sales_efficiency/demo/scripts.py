"""What the salespeople of the demonstration say, as files of scripts have it."""

#: External ids of the stages.
NEW, QUALIFIED, OFFER = "crm.stage_lead1", "crm.stage_lead2", "crm.stage_lead3"


def _say(name, text, **more):
    return {"kind": "say", "name": name, "text": f"<p>{text}</p>", **more}


def _ask(name, text, field=None, answers=(), **more):
    """Return a question; of ``answers`` each is a name, a value and a jump, if any."""
    options = [
        dict(zip(("name", "value", "next"), one, strict=False)) for one in answers
    ]
    for place, option in enumerate(options, 1):
        option["key"] = f"a{place}"
    ask = {"kind": "ask", "name": name, "text": f"<p>{text}</p>", "options": options}
    return ask | {"field": field} | more


def _objection(name, text):
    return {"kind": "objection", "name": name, "text": f"<p>{text}</p>"}


def _check(name, text, required=True):
    return {
        "kind": "check",
        "name": name,
        "text": f"<p>{text}</p>",
        "required": required,
    }


def _number(steps):
    return [{"key": str(place)} | step for place, step in enumerate(steps, 1)]


def _script(name, stage, steps, **criteria):
    return {
        "name": name,
        "criteria": {"stages": [{"name": stage, "xmlid": stage}], **criteria},
        "steps": _number(steps),
    }


def _team(slug, name):
    return [{"name": name, "xmlid": f"sales_efficiency.crm_team_{slug}"}]


TOO_DEAR = _objection(
    "It is too expensive.",
    "Compared with what? Let us count what a cup costs you now, with the walk to the cafe "
    "across the street. Our machine pays for itself within a year.",
)
HAVE_ONE = _objection(
    "We have a supplier already.",
    "Good, then you know what matters to you. What would you change about them if you "
    "could? May I show you that one thing?",
)
SEND_IT = _objection(
    "Just send me something by e-mail.",
    "Gladly. So that it is about you and not about everybody: how many people drink coffee "
    "in your office, and what do they drink now?",
)
LATER = _objection(
    "Not now, call me next quarter.",
    "I will. What will be different then? If it is the budget, we can put the offer into "
    "your planning today.",
)

SCRIPTS = (
    _script(
        "First Call",
        NEW,
        [
            _say(
                "Hello",
                "Good morning, {contact}, this is {salesperson} of {company}. You asked "
                "about {product}. Do you have three minutes?",
            ),
            _ask(
                "How many people are you?",
                "How many people work at {client}?",
                "sales_company_size",
                [
                    ("Under 10", "1"),
                    ("10 to 50", "10"),
                    ("50 to 250", "50"),
                    ("More than 250", "250"),
                ],
            ),
            _ask(
                "Who decides?",
                "Who else will want to have a say when you choose?",
                None,
                [
                    ("I decide myself",),
                    ("We decide together",),
                    ("Somebody else", "", "5"),
                ],
            ),
            _ask(
                "What is wrong now?",
                "What bothers your people most about the coffee they have?",
            ),
            _ask(
                "When should it stand there?",
                "By when would you like the first cup from it?",
                "date_deadline",
            ),
            _check(
                "The next step has a date",
                "Agree on a day and an hour before you hang up, and write it down as an "
                "activity.",
            ),
            _say("Goodbye", "Thank you, {contact}. You hear from me as agreed."),
            SEND_IT,
            HAVE_ONE,
            LATER,
        ],
    ),
    _script(
        "First Call: Key Accounts",
        NEW,
        [
            _say(
                "Hello",
                "Good morning, {contact}, {salesperson} of {company}. I look after "
                "{client} from today on, and I would like to know you better.",
            ),
            _ask(
                "How many sites?",
                "In how many buildings do your people drink coffee?",
                None,
                [("One",), ("Two to five",), ("More than five",)],
            ),
            _ask(
                "Who decides?",
                "How does {client} buy such things: who asks, who chooses, who signs?",
                None,
                [("I decide myself",), ("We decide together",), ("Somebody else",)],
            ),
            _ask(
                "What may it cost?",
                "What do you spend on it in a year, roughly?",
                "expected_revenue",
            ),
            _check(
                "Those who sign are known",
                "Names of those who choose and who sign stand in the notes of {client}.",
            ),
            HAVE_ONE,
            LATER,
        ],
        teams=_team("key_accounts", "Key Accounts"),
    ),
    _script(
        "What Do They Need?",
        QUALIFIED,
        [
            _say(
                "Open",
                "We spoke about {product}, {contact}. Before I offer anything I would like "
                "to understand your day.",
            ),
            _ask(
                "How many cups a day?",
                "How many cups does {client} drink on a busy day?",
                None,
                [("Up to 50",), ("50 to 200",), ("More than 200",)],
            ),
            _ask(
                "Have they tasted it?",
                "Would you like to have the machine for a week and taste it?",
                None,
                [("Yes, they want a trial",), ("They know it already",), ("No trial",)],
            ),
            _ask(
                "What may it cost?",
                "What budget is there for {product} this year?",
                "expected_revenue",
            ),
            _ask(
                "How urgent is it?",
                "What happens if nothing changes until summer?",
                "priority",
                [("Nothing", "0"), ("It is a nuisance", "1"), ("It costs money", "3")],
            ),
            TOO_DEAR,
            HAVE_ONE,
        ],
    ),
    _script(
        "Talking About the Offer",
        OFFER,
        [
            _say(
                "Open",
                "Here is our offer for {deal}, {contact}: {amount}. Let us go through it "
                "together.",
            ),
            _ask(
                "What do they say to it?",
                "What is good about it, and what is missing?",
                None,
                [("It fits",), ("Something is missing",), ("Too expensive", "", "4")],
            ),
            _ask(
                "What is missing?",
                "What exactly would have to be in it?",
                None,
            ),
            _say(
                "Count together",
                "Let us count a cup: today, and with {product}. What remains of the price?",
            ),
            _ask(
                "When do they decide?",
                "By when will you decide, and what do you need for it until then?",
                "date_deadline",
            ),
            _check(
                "The offer was gone through together",
                "On the telephone or at the table; sent alone does not count.",
            ),
            TOO_DEAR,
            LATER,
        ],
    ),
)
#: How often an answer is given: ``{answer: (by clients won, by clients lost)}``.
HABITS = {
    "I decide myself": (5, 2),
    "We decide together": (4, 3),
    "Somebody else": (1, 5),
    "Yes, they want a trial": (6, 2),
    "They know it already": (3, 2),
    "No trial": (1, 6),
    "It fits": (6, 1),
    "Something is missing": (3, 3),
    "Too expensive": (1, 5),
    "It costs money": (4, 1),
    "Nothing": (1, 4),
}
#: What clients say when they are asked in their own words.
WORDS = (
    "It is cold by the time it gets to the second floor",
    "The queue in the morning",
    "Nobody cleans the machine",
    "The beans taste burnt",
)
#: How often each one opens the script, and goes to its end.
DISCIPLINE = {
    "daniel": (0.95, 0.9),
    "priya": (0.9, 0.7),
    "lucas": (0.45, 0.3),
    "elena": (0.9, 0.85),
    "tomas": (0.8, 0.8),
    "mei": (0.95, 0.95),
    "jonas": (0.7, 0.5),
    "amara": (0.85, 0.75),
    "ben": (0.55, 0.4),
}
