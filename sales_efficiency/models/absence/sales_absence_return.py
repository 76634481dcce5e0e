from odoo import fields, models
from odoo.fields import Domain


class SalesHandover(models.Model):
    _inherit = "sales.handover"

    def _get_next_returning(self, limit):
        """Put deals back first: what is about one that stays, stays with it."""
        lines = super()._get_next_returning(limit)
        if self.kind != "absence":
            return lines
        deals = [*self._get_waiting("moved"), ("model", "=", "crm.lead")]
        return lines.search(deals, limit=limit, order="id desc") or lines


class SalesHandoverLine(models.Model):
    """Work of an absence goes back unless somebody has worked on it."""

    _inherit = "sales.handover.line"

    is_told = fields.Boolean(
        readonly=True, help="Who has the record now knows of it by a message."
    )

    # ------------------------------------------------------------
    # MOVE
    # ------------------------------------------------------------

    def _give_deals(self, deals, user):
        """Let the time for a first response begin anew for who stands in."""
        done = super()._give_deals(deals, user)
        if self.handover_id.kind == "absence":
            deals._restart_response(user)
        return done

    # ------------------------------------------------------------
    # RETURN
    # ------------------------------------------------------------

    def _return(self):
        """Fetch first what went on to a deputy's own deputy."""
        absent = self.filtered(lambda line: line.handover_id.kind == "absence")
        absent._return_onward()
        return super()._return()

    def _return_onward(self):
        """Put back what left who stood in by an absence of their own."""
        for model, lines in self.grouped("model").items():
            held = {(line.res_id, line.to_user_id) for line in lines}
            onward = self.search(
                Domain("model", "=", model)
                & Domain("res_id", "in", lines.mapped("res_id"))
                & Domain("state", "=", "moved")
                & Domain("from_user_id", "in", lines.to_user_id.ids)
                & Domain("handover_id.kind", "=", "absence")
                & Domain("handover_id", "not in", lines.handover_id.ids)
            ).filtered(lambda line, held=held: (line.res_id, line.from_user_id) in held)
            if onward:
                onward._return()
                back = onward.filtered(lambda line: line.state == "returned")
                back.reason = self.env._("It went back to whose it was before.")

    def _filter_untouched(self, model):
        """Keep what was worked on, and what nobody is there to get back."""
        absent = self.filtered(lambda line: line.handover_id.kind == "absence")
        absent._keep_of_gone()
        absent._keep_worked_on(model)
        left = self.filtered(lambda line: line.state == "moved")
        return super(SalesHandoverLine, left)._filter_untouched(model)

    def _restore(self, model):
        """Let the time for a first response begin anew for who is back."""
        done = super()._restore(model)
        if model == "crm.lead":
            absent = self.filtered(lambda line: line.handover_id.kind == "absence")
            for user, lines in absent.grouped("from_user_id").items():
                lines._get_targets(model)._restart_response(user)
        return done

    def _keep_of_gone(self):
        """Leave with who has it what came from somebody who left meanwhile."""
        for line in self.filtered(lambda line: not line._is_back()):
            line._keep(
                self.env._(
                    "%(person)s does not work here any more.",
                    person=line.from_user_id.name,
                )
            )

    def _is_back(self):
        user = self.from_user_id.sudo()
        return user.active and self.company_id in user.company_ids
