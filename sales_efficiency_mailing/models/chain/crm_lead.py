from odoo import api, models
from odoo.tools import SQL


class CrmLead(models.Model):
    """Deals that come to the door of a chain, or to its exit."""

    _inherit = "crm.lead"

    @api.model_create_multi
    def create(self, vals_list):
        """Let new leads into chains by their source, stage and outcome."""
        leads = super().create(vals_list)
        doors = self.env["mailing.chain.entry"]._get_doors()
        if doors:
            leads._come_to_doors(doors, {})
        return leads

    def write(self, vals):
        """Let deals into chains by their new stage and outcome, and wake who is on the way.

        Where no chain waits for it, that is asked of a cache and nothing more is done.
        """
        if not self._tells_chains(vals):
            return super().write(vals)
        before = {
            lead.id: (
                lead.stage_id.id,
                lead.won_status,
                lead.source_id.id,
                lead.lost_reason_id.id,
            )
            for lead in self.sudo()
        }
        done = super().write(vals)
        doors = self.env["mailing.chain.entry"]._get_doors()
        changed = self._come_to_doors(doors, before)
        closed = changed.filtered(lambda lead: lead.won_status != "pending")
        if closed:
            closed._wake_participants()
        return done

    def _tells_chains(self, vals):
        """Tell whether some chain may care for what is written."""
        if not vals.keys() & {
            "stage_id", "active", "probability", "team_id", "source_id", "type",
            "lost_reason_id",
        }:  # fmt: skip
            return False
        return bool(
            self.env["mailing.chain.entry"]._get_doors()
            or self.env["mailing.chain"]._get_running_ids()
        )

    def _come_to_doors(self, doors, before):
        """Let those through the doors of chains that have come to them.

        :param before: ``{id: (stage, outcome, source, lost reason)}`` of what was there
            already
        :return: those whose outcome has changed
        """
        entries = self.env["mailing.chain.entry"]
        came = {"stage": {}, "source": {}, "won": {}, "lost": {}}
        changed = self.browse()
        for lead in self.sudo():
            stage_id, won_status, source_id, reason_id = before.get(
                lead.id, (False,) * 4
            )
            if lead.stage_id.id != stage_id:
                came["stage"][lead] = lead.stage_id.id
            if lead.source_id.id != source_id:
                came["source"][lead] = lead.source_id.id
            if lead.won_status != won_status:
                changed |= lead
                if lead.won_status == "won":
                    came["won"][lead] = False
            # The reason is written after the outcome.
            if lead.won_status == "lost" and (
                won_status != "lost" or lead.lost_reason_id.id != reason_id
            ):
                came["lost"][lead] = lead.lost_reason_id.id
        for kind, keys in came.items():
            if kind in doors and keys:
                entries._let_in(kind, keys)
        return changed

    def _wake_participants(self):
        """Have chains look at who is on the way with these deals, or as these persons."""
        emails = [email for email in self.mapped("email_normalized") if email]
        self.env["mailing.chain.participant"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id FROM mailing_chain_participant
                 WHERE state = 'running' AND (email_normalized = ANY(%s)
                    OR (res_model = 'crm.lead' AND res_id = ANY(%s)))
                """,
                emails,
                self.ids,
            )
        )
        self.env["mailing.chain.participant"].sudo().browse(i for [i] in rows)._wake()
