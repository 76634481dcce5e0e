"""Thirty people in five teams and the rules that give them leads; run inside Odoo."""

from crowd import create_door, create_team, work_always
from lead_file import DOORS, FINANCE, read_rows

TEAMS = ("Desk", "Partners", "Business", "Mumbai", "Chat")
#: Who has another share of leads than one.
WEIGHTS = {"chat_0": 2, "chat_1": 0.5, "mumbai_5": 0.5}


def build(env):
    """Set up the department; return ``{door: key}``."""
    work_always(env)
    teams = {name: create_team(env, name, 6) for name in TEAMS}
    for login, weight in WEIGHTS.items():
        env["crm.team.member"].search(
            [("user_id.login", "=", login)]
        ).sales_weight = weight
    create_names(env)
    keys = {name: create_door(env, name) for name in dict.fromkeys(DOORS.values())}
    create_rules(env, teams)
    return keys


def create_names(env):
    """Create the tags and product categories that leads name."""
    rows = read_rows()
    occupations = {row["What is your current occupation"] for row in rows} - {""}
    env["crm.tag"].create([{"name": name} for name in sorted(occupations)])
    categories = env["product.category"]
    finance = categories.create({"name": "Finance"})
    wanted = {row["Specialization"] for row in rows} - {"", "Select"}
    categories.create(
        [
            {"name": name, "parent_id": name in FINANCE and finance.id}
            for name in sorted(wanted)
        ]
    )


def create_rules(env, teams):
    """Create rules that overlap, by each kind of criterion."""

    def find(model, *names):
        return [
            env[model].search([("name", "=", name)]).id
            or env[model].create({"name": name}).id
            for name in names
        ]

    desk, partners, business, mumbai, chat = (teams[name].id for name in TEAMS)
    students = (teams["Desk"].member_ids[:2] | teams["Partners"].member_ids[:2]).ids
    referred = find("utm.source", "Reference", "Welingak Website", "Referral Sites")
    professionals = find("crm.tag", "Working Professional", "Businessman")
    rules = {
        "Files": {"team_ids": [desk], "door_ids": find("sales.lead.door", "Files")},
        "Referred": {"team_ids": [partners], "source_ids": referred},
        "Warm professionals": {
            "team_ids": [business],
            "tag_ids": professionals,
            "priority_from": "2",
        },
        "Finance in Mumbai": {
            "team_ids": [mumbai],
            "cities": "Mumbai",
            "product_categ_ids": find("product.category", "Finance"),
        },
        "Chats": {
            "team_ids": [chat],
            "source_ids": find("utm.source", "Olark Chat"),
            "door_ids": find("sales.lead.door", "Api"),
        },
        "Students": {"user_ids": students, "tag_ids": find("crm.tag", "Student")},
        "Mumbai": {
            "team_ids": [mumbai, business],
            "cities": "mumbai, Thane & Outskirts",
        },
        "Warm": {"team_ids": [business, partners], "priority_from": "2"},
        "All": {"team_ids": [desk, partners, business, mumbai, chat]},
    }
    env["sales.lead.rule"].create(
        [
            {"name": name, "sequence": sequence, **values}
            for sequence, (name, values) in enumerate(rules.items())
        ]
    )


def get_people(env):
    """Return ``{rule: {login: weight}}`` of who may receive."""
    weights = {
        member.user_id.id: member.sales_weight
        for member in env["crm.team.member"].search([])
    }
    rules = env["sales.lead.rule"].search([])
    return {
        rule.name: {
            user.login: weights[user.id]
            for user in rule.team_ids.member_ids | rule.user_ids
        }
        for rule in rules
    }
