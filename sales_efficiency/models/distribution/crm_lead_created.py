from odoo import models


class CrmLead(models.Model):
    """Leads that are created together are asked once for what they have in common.

    Odoo looks up lead by lead the stage each begins in, the subtype of its first message
    and the address that answers go to, some ten milliseconds in all.
    """

    _inherit = "crm.lead"

    # Computing returns nothing, in Odoo as well.
    def _compute_stage_id(self):  # pylint: disable=missing-return
        alike = self.grouped(lambda lead: (lead.team_id, lead.type, lead.stage_id))
        for (_team, _type, stage), leads in alike.items():
            first = leads[0]
            super(CrmLead, first)._compute_stage_id()
            if first.stage_id != stage:
                leads[1:].stage_id = first.stage_id

    def _creation_subtype(self):
        return self._ask_once("subtype", super()._creation_subtype)

    def _notify_get_reply_to(self, default=None, author_id=False):
        def ask():
            asked = super(CrmLead, self)._notify_get_reply_to(default, author_id)
            return next(iter(asked.values()), None)

        if len(self) != 1:
            return super()._notify_get_reply_to(default, author_id)
        question = "reply_to", self.team_id.id, self.company_id.id, default, author_id
        return {self.id: self._ask_once(question, ask)}

    def _ask_once(self, question, ask):
        """Return an answer that is the same for the leads that are created together.

        :param question: what is asked, with all that the answer depends on
        :param ask: finds the answer
        """
        answers = self.env.context.get("sales_created_together")
        if answers is None:
            return ask()
        if question not in answers:
            answers[question] = ask()
        return answers[question]
