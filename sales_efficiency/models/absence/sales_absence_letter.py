from odoo import models
from odoo.tools import format_date

#: Records a letter lists under one heading; the others are counted.
LISTED = 10


class SalesHandover(models.Model):
    """What people are told of an absence: what came, what went back, what stays."""

    _inherit = "sales.handover"

    def _finish(self):
        """Tell who is away, and who stands in, once each time something changed."""
        if self.kind != "absence":
            return super()._finish()
        if self.state == "returning":
            self.state = "returned"
            return self._tell_of_end()
        self._set_state("done")
        return self._tell_of_begin()

    # ------------------------------------------------------------
    # WHAT IS TOLD
    # ------------------------------------------------------------

    def _tell_of_begin(self):
        """Tell who stands in what came; who is away, the first time, what went to whom."""
        news = self.line_ids.filtered(lambda line: not line.is_told)
        is_first = not self.line_ids.filtered(
            lambda line: line.is_told and line.to_user_id
        )
        moved = news.filtered(lambda line: line.state == "moved")
        for user, lines in moved.grouped("to_user_id").items():
            self._speak_to(user)._send_came(user, lines)
        if moved and is_first:
            self._speak_to(self.from_user_id)._send_went(moved)
        stuck = news.filtered(lambda line: line.state == "failed")
        for user in self._get_informed() if stuck else ():
            self._speak_to(user)._send_stuck(user, stuck)
        news.is_told = True

    def _tell_of_end(self):
        """Tell who was away, and who stood in, what is back and what stays with whom."""
        lines = self.line_ids.filtered(lambda line: line.to_user_id)
        back = lines.filtered(lambda line: line.state == "returned" and not line.reason)
        kept = lines.filtered(lambda line: line.state == "kept")
        owners = kept._get_owners()
        if back or kept:
            self._speak_to(self.from_user_id)._send_back(back, kept, owners)
        for user in (back | kept).to_user_id:
            own = back.filtered(lambda line, user=user: line.to_user_id == user)
            stays = kept.filtered(lambda line, user=user: owners.get(line) == user)
            if own or stays:
                self._speak_to(user)._send_left(user, own, stays)

    def _get_informed(self):
        """Return who is told that nobody takes something over."""
        absences = (
            self.env["res.users"].with_company(self.company_id)._get_sales_absences()
        )
        leaders = self.from_user_id.sudo().sale_team_id.sales_leader_ids
        return (
            leaders.filtered(lambda user: self._is_there(user, absences))
            or self.company_id._get_sales_head()
        )

    # ------------------------------------------------------------
    # HOW IT IS SAID
    # ------------------------------------------------------------

    def _speak_to(self, user):
        """Say the next things in the language of a person."""
        return self.with_context(lang=user.sudo().lang or "en_US")

    def _get_names(self):
        return {
            "person": self.from_user_id.name,
            "day": format_date(self.env, self.last_day, date_format="full"),
        }

    def _send_came(self, user, lines):
        names = self._get_names()
        self._send(
            user,
            self.env._("Work of %(person)s, away until %(day)s", **names),
            self.env._(
                "%(person)s is away until %(day)s. What falls due until then is with you:",
                **names,
            ),
            [("", lines, {})],
            self.env._(
                "What nobody has worked on goes back to %(person)s by itself.", **names
            ),
        )

    def _send_went(self, lines):
        names = self._get_names()
        self._send(
            self.from_user_id,
            self.env._("Your work until %(day)s", **names),
            self.env._(
                "While you are away until %(day)s, others look after what falls due:",
                **names,
            ),
            [
                (user.name, some, {})
                for user, some in lines.grouped("to_user_id").items()
            ],
            self.env._("What nobody has worked on comes back to you by itself."),
        )

    def _send_stuck(self, user, lines):
        names = self._get_names()
        reasons = {line: line.reason for line in lines}
        self._send(
            user,
            self.env._("Nobody takes work of %(person)s", **names),
            self.env._(
                "%(person)s is away until %(day)s, and nobody takes over what is listed "
                "here. Name a deputy, or give it to somebody by hand:",
                **names,
            ),
            [("", lines, reasons)],
        )

    def _send_back(self, back, kept, owners):
        parts = [(self.env._("Back with you"), back, {})]
        for user, lines in kept.grouped(owners.get).items():
            heading = (
                self.env._("Stays with %(person)s", person=user.name)
                if user
                else self.env._("Not there any more")
            )
            parts.append((heading, lines, {line: line.reason for line in lines}))
        self._send(self.from_user_id, self.env._("Your work is back"), "", parts)

    def _send_left(self, user, back, stays):
        names = self._get_names()
        reasons = {line: line.reason for line in stays}
        self._send(
            user,
            self.env._("Work of %(person)s is back", **names),
            "",
            [
                (self.env._("Back with %(person)s", **names), back, {}),
                (self.env._("Stays with you"), stays, reasons),
            ],
        )

    def _send(self, user, subject, intro, parts, outro=""):
        """Write one message.

        :param list parts: of (heading, lines, ``{line: what is said of it}``)
        """
        if not user.sudo().active:
            return
        body = self.env["ir.qweb"]._render(
            "sales_efficiency.absence_letter",
            {
                "intro": intro,
                "outro": outro,
                "parts": [
                    {
                        "heading": heading,
                        "rows": lines[:LISTED]._prepare_letter_rows(notes),
                        "more": max(len(lines) - LISTED, 0),
                    }
                    for heading, lines, notes in parts
                    if lines
                ],
            },
        )
        self.env["mail.thread"].message_notify(
            partner_ids=user.sudo().partner_id.ids, subject=subject, body=body
        )


class SalesHandoverLine(models.Model):
    _inherit = "sales.handover.line"

    def _get_owners(self):
        """Return ``{line: who has the record now}``."""
        users = self.env["res.users"]
        found = dict.fromkeys(self, users)
        for model, lines in self.grouped("model").items():
            records = {one.id: one for one in lines._get_targets(model).exists()}
            for line in lines.filtered(
                lambda line, known=records: line.res_id in known
            ):
                found[line] = records[line.res_id].user_id
        return found

    def _prepare_letter_rows(self, notes):
        """Return what a letter shows of these lines."""
        kinds = dict(self._fields["model"]._description_selection(self.env))
        activities = {
            one.id: one
            for one in self.filtered(lambda line: line.model == "mail.activity")
            ._get_targets("mail.activity")
            .exists()
        }
        rows = []
        for line in self:
            model, res_id, of = line.model, line.res_id, line.partner_id.display_name
            activity = activities.get(res_id) if model == "mail.activity" else None
            if activity:
                model, res_id = activity.res_model, activity.res_id
                of = activity.res_name
            rows.append(
                {
                    "name": line.name,
                    "url": f"/mail/view?model={model}&res_id={res_id}",
                    "about": " · ".join(filter(None, [kinds[line.model], of])),
                    "note": notes.get(line),
                }
            )
        return rows
