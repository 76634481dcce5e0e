from odoo import fields, models
from odoo.fields import Domain

#: Messages that show that somebody worked on a deal.
WORK_MESSAGES = ("comment", "email", "email_outgoing")


class SalesHandoverLine(models.Model):
    """What shows that whoever stood in has worked on a record, and keeps it."""

    _inherit = "sales.handover.line"

    def _keep_worked_on(self, model):
        """Keep the lines whose record shows work of who stood in."""
        lines = self.filtered(lambda line: line.state == "moved")
        if not lines:
            return
        find = {
            "crm.lead": lines._find_worked_deals,
            "mail.activity": lines._find_worked_activities,
            "calendar.event": lines._find_held_meetings,
        }[model]
        for line, reason in find().items():
            line._keep(reason)

    def _find_worked_deals(self):
        """Return ``{line: reason}`` of deals that who stood in has worked on."""
        deals = {deal.id: deal for deal in self._get_targets("crm.lead").exists()}
        said = self._find_said()
        made = self._find_made()
        found = {}
        for line in self.filtered(lambda line: line.res_id in deals):
            names = {"person": line.to_user_id.name}
            key = (line.res_id, line.to_user_id)
            contact = deals[line.res_id].sales_first_contact_at
            if contact and contact >= line.moved_at:
                found[line] = self.env._(
                    "%(person)s has contacted the client.", **names
                )
            elif said.get(key) and said[key] >= line.moved_at:
                found[line] = self.env._("%(person)s has worked on it.", **names)
            elif made.get(key) and made[key] >= line.moved_at:
                found[line] = self.env._(
                    "%(person)s has planned what comes next.", **names
                )
        return found

    def _find_said(self):
        """Return ``{(id of the deal, user): last letter, note or done activity}``."""
        authors = {user.partner_id: user for user in self.to_user_id.sudo()}
        groups = (
            self.env["mail.message"]
            .sudo()
            ._read_group(
                Domain("model", "=", "crm.lead")
                & Domain("res_id", "in", self.mapped("res_id"))
                & Domain("author_id", "in", [author.id for author in authors])
                & (
                    Domain("message_type", "in", WORK_MESSAGES)
                    | Domain("mail_activity_type_id", "!=", False)
                ),
                ["res_id", "author_id"],
                ["date:max"],
            )
        )
        return {(res_id, authors[author]): last for res_id, author, last in groups}

    def _find_made(self):
        """Return ``{(id of the deal, user): last activity, meeting or quotation made}``."""
        ids, found = self.mapped("res_id"), {}
        for model, link, domain in (
            ("mail.activity", "res_id", Domain("res_model", "=", "crm.lead")),
            ("calendar.event", "opportunity_id", Domain.TRUE),
            ("sale.order", "opportunity_id", Domain.TRUE),
        ):
            groups = (
                self.env[model]
                .sudo()
                ._read_group(
                    domain
                    & Domain(link, "in", ids)
                    & Domain("create_uid", "in", self.to_user_id.ids),
                    [link, "create_uid"],
                    ["create_date:max"],
                )
            )
            for deal, user, last in groups:
                key = (deal if isinstance(deal, int) else deal.id, user)
                found[key] = max(last, found.get(key, last))
        return found

    def _find_worked_activities(self):
        """Return ``{line: reason}`` of activities that are done or whose deal stays."""
        activities = self._get_targets("mail.activity").exists()
        done = set(activities.filtered(lambda one: not one.active).ids)
        deals = {
            one.id: one.res_id for one in activities if one.res_model == "crm.lead"
        }
        found = self._find_of_kept_deals(deals)
        for line in self.filtered(lambda line: line.res_id in done):
            found[line] = self.env._(
                "%(person)s has done it.", person=line.to_user_id.name
            )
        return found

    def _find_held_meetings(self):
        """Return ``{line: reason}`` of meetings whose time has come or whose deal stays."""
        meetings = self._get_targets("calendar.event").exists()
        now = fields.Datetime.now()
        over = set(meetings.filtered(lambda one: one.start <= now).ids)
        deals = {one.id: one.opportunity_id.id for one in meetings}
        found = self._find_of_kept_deals(deals)
        for line in self.filtered(lambda line: line.res_id in over):
            found[line] = self.env._("It has taken place.")
        return found

    def _find_of_kept_deals(self, deals):
        """Return ``{line: reason}`` of records that are about a deal that stays.

        :param dict deals: ``{id of the record: id of its deal}``
        """
        kept = self.search(
            Domain("handover_id", "in", self.handover_id.ids)
            & Domain("model", "=", "crm.lead")
            & Domain("state", "=", "kept")
            & Domain("res_id", "in", [one for one in deals.values() if one])
        )
        names = {(line.handover_id, line.res_id): line.name for line in kept}
        found = {}
        for line in self:
            name = names.get((line.handover_id, deals.get(line.res_id)))
            if name:
                found[line] = self.env._(
                    "It is about “%(deal)s”, which stays.", deal=name
                )
        return found
