"""Why somebody got a lead, in words."""

from odoo import models
from odoo.tools import format_date


class SalesLeadAssignment(models.Model):
    _inherit = "sales.lead.assignment"

    def _explain(self):
        """Return the whole reason: rule, turn, and why each other one was passed by."""
        self.ensure_one()
        entries = self.sudo().candidates or []
        names = self._get_candidate_names(entries)
        parts = [self._explain_entry(entry, names) for entry in entries]
        return "\n".join(filter(None, [*parts, self._explain_way()]))

    def _explain_to_receiver(self):
        """Return the part of the reason that tells nothing of others' loads."""
        self.ensure_one()
        rule = self.sudo().rule_id.name
        if self.way == "rule" and rule:
            return self.env._(
                "Rule %(rule)s: %(name)s, chosen %(method)s",
                rule=rule,
                name=self.sudo().user_id.name,
                method=self._get_method(self.sudo().rule_id),
            )
        return self._explain_way()

    def _get_candidate_names(self, entries):
        ids = {
            person[0]
            for entry in entries
            for person in [*entry.get("order", ()), *entry.get("refused", ())]
        } | {entry["owner"] for entry in entries if entry.get("owner")}
        users = self.env["res.users"].sudo().with_context(active_test=False)
        return {user.id: user.name for user in users.browse(ids).exists()}

    def _get_method(self, rule):
        return {
            "round_robin": self.env._("in turn"),
            "least_loaded": self.env._("as the least loaded"),
            "best_converter": self.env._("as the best closer"),
        }.get(rule.method, "")

    def _explain_entry(self, entry, names):
        """Say what one rule found."""
        rules = self.env["sales.lead.rule"].sudo()
        rule = rules.browse(entry["rule"]).exists()
        title = rule.name or self.env._("a rule that is gone")
        if entry.get("owner"):
            return self.env._(
                "Rule %(rule)s: %(name)s, the client's own salesperson",
                rule=title,
                name=names.get(entry["owner"], ""),
            )
        said = []
        if entry["order"]:
            said.append(self._explain_choice(entry, names, rule))
        said += [
            self._explain_refusal(person, entry, names) for person in entry["refused"]
        ]
        return self.env._(
            "Rule %(rule)s: %(people)s",
            rule=title,
            people="; ".join(said) or self.env._("nobody in it"),
        )

    def _explain_choice(self, entry, names, rule):
        """Say who was chosen, and from which place in the order."""
        text = {
            "round_robin": self.env._(
                "%(name)s, number %(place)s of %(count)s in turn"
            ),
            "least_loaded": self.env._(
                "%(name)s, number %(place)s of %(count)s by open leads"
            ),
            "best_converter": self.env._(
                "%(name)s, number %(place)s of %(count)s by closing rate"
            ),
        }.get(rule.method, "%(name)s")
        return text % {
            "name": names.get(entry["order"][0][0], ""),
            "place": entry.get("place", 1),
            "count": len(entry["order"]) + len(entry["refused"]),
        }

    def _explain_refusal(self, person, entry, names):
        """Say why one person was passed by."""
        user_id, reason, open_leads, today, *until = person
        name = names.get(user_id, "")
        if reason == "absent" and until:
            day = format_date(self.env, until[0])
            return self.env._("%(name)s away until %(day)s", name=name, day=day)
        if reason in ("day_limit", "open_limit"):
            count, limit = (
                (today, entry["limits"].get("day"))
                if reason == "day_limit"
                else (open_leads, entry["limits"].get("open"))
            )
            text = {
                "day_limit": self.env._(
                    "%(name)s at the day's limit, %(count)s of %(limit)s"
                ),
                "open_limit": self.env._(
                    "%(name)s at the limit, %(count)s of %(limit)s"
                ),
            }[reason]
            return text % {"name": name, "count": count, "limit": limit}
        texts = {
            "tried": self.env._("%(name)s had it before"),
            "paused": self.env._("%(name)s paused"),
            "skill": self.env._("%(name)s lacks a skill"),
            "absent": self.env._("%(name)s away"),
            "off_hours": self.env._("%(name)s not at work"),
        }
        return texts[reason] % {"name": name}

    def _explain_way(self):
        """Say what happened where no rule gave the lead away."""
        name = self.sudo().user_id.name or ""
        texts = {
            "owner": self.env._("%(name)s, the client's own salesperson"),
            "leader": self.env._("Nobody fits: %(name)s leads the team"),
            "waits": self.env._("Nobody works now: it waits"),
            "nobody": self.env._("Nobody fits, and there is no leader"),
        }
        if self.way == "hand":
            return f"{name}, {self._get_moves().get(self.reason, '')}"
        return texts[self.way] % {"name": name} if self.way in texts else ""

    def _get_moves(self):
        """Return, by reason, how a lead came to somebody without a rule."""
        return {
            "manual": self.env._("by hand"),
            "crm": self.env._("by CRM's own assignment"),
            "leaving": self.env._("as the work was handed over"),
            "absence": self.env._("for the time of an absence"),
            "overload": self.env._("to even out the load"),
            "returned": self.env._("back after a transfer"),
        }
