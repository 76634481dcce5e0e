from odoo import models
from odoo.tools import SQL


class MailingChainParticipant(models.Model):
    _inherit = "mailing.chain.participant"

    def _follow(self, records, has_address):
        """Keep salesperson and address of participants as their records have them.

        An address that somebody else has on the way through the same chain is not taken
        over: one letter to it is enough.

        :param has_address: whether the addresses are other ones: who was held for want
            of one tries again
        """
        if not records or not self.env["mailing.chain"]._get_running_ids():
            return
        self._take_over(records)
        if has_address:
            self.search(
                [
                    ("res_model", "=", records._name),
                    ("res_id", "in", records.ids),
                    ("state", "=", "held"),
                    ("held_by_id", "=", False),
                ]
            )._release()

    def _take_over(self, records):
        """Write salesperson and address of records to their participants."""
        self.flush_model()
        seen, rows = set(), []
        for one in records:
            email = one.email_normalized or None
            if email in seen:
                email = None
            seen.add(email)
            rows.append(SQL("(%s, %s, %s)", one.id, one.user_id.id or None, email))
        self.env.cr.execute(
            SQL(
                """
                UPDATE mailing_chain_participant one
                   SET user_id = new.user_id::int,
                       email_normalized = CASE
                           WHEN new.email IS NULL OR EXISTS (
                                SELECT FROM mailing_chain_participant other
                                 WHERE other.chain_id = one.chain_id
                                   AND other.email_normalized = new.email
                                   AND other.state IN ('running', 'held'))
                           THEN one.email_normalized ELSE new.email END
                  FROM (VALUES %s) AS new (id, user_id, email)
                 WHERE one.res_model = %s AND one.res_id = new.id
                   AND one.state IN ('running', 'held')
                """,
                SQL(", ").join(rows),
                records._name,
            )
        )
        self.invalidate_model(["user_id", "email_normalized"], flush=False)


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def write(self, vals):
        """Keep participants of chains as their deals are."""
        done = super().write(vals)
        if vals.keys() & {"user_id", "email_from", "partner_id"}:
            has_address = bool(vals.keys() & {"email_from", "partner_id"})
            self.env["mailing.chain.participant"].sudo()._follow(
                self.sudo(), has_address
            )
        return done


class ResPartner(models.Model):
    _inherit = "res.partner"

    def write(self, vals):
        """Keep participants of chains as their contacts are."""
        done = super().write(vals)
        if vals.keys() & {"user_id", "email"}:
            has_address = "email" in vals
            self.env["mailing.chain.participant"].sudo()._follow(
                self.sudo(), has_address
            )
        return done
