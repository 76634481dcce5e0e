"""Who gets into a chain, and who does not, and why."""

from collections import Counter
from datetime import timedelta
from typing import NamedTuple

import pytz

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, split_every

#: Records that are let in by one statement.
CHUNK = 1000
#: Why somebody is not let in.
REFUSALS = (
    "company",
    "address",
    "double",
    "blacklisted",
    "refused",
    "inside",
    "before",
)


class Admission(NamedTuple):
    """Who was let into a chain, and how many were not, by reason (of ``REFUSALS``)."""

    participants: models.Model
    refused: Counter


class MailingChain(models.Model):
    _inherit = "mailing.chain"

    def _is_open(self):
        """Tell whether somebody can get in: there is a version, and it is in force."""
        return bool(self.active and self.version_id and self.state != "draft")

    def _enter(self, records, entry=None, now=None):
        """Let records into this chain, at its first step.

        One person (one address) is on the way through a chain once, whatever the number
        of deals. See ``_admit`` for who is refused.

        :param records: of the model the chain is for
        :param entry: the ``mailing.chain.entry`` they came by
        :return: the participants created
        """
        return self._admit(records, entry, now).participants

    def _admit(self, records, entry=None, now=None):
        """Let records into this chain, and count who is refused.

        :return: :class:`Admission`
        """
        self.ensure_one()
        if not self._is_open():
            raise UserError(
                self.env._(
                    "Nobody can enter the chain %(chain)s: put it into force first.",
                    chain=self.display_name,
                )
            )
        now = now or fields.Datetime.now()
        chain = self.sudo().with_company(self.company_id)
        participants = self.env["mailing.chain.participant"]
        refused = Counter()
        for ids in split_every(CHUNK, records.ids):
            entrants = chain._sort_out(
                chain.env[records._name].browse(ids), now, refused
            )
            participants |= chain._insert_participants(entrants, entry, now)
        if participants:
            cron = self.env.ref("sales_efficiency_mailing.ir_cron_chain_advance")
            cron.sudo()._trigger()
        return Admission(participants, refused)

    def _sort_out(self, records, now, refused):
        """Return the records that may get in, one for each address; count the others.

        Of several records of one address the first one is taken.
        """
        by_email = {}
        for record in records.exists():
            email = record.email_normalized
            if record.company_id and record.company_id != self.company_id:
                refused["company"] += 1
            elif not email:
                refused["address"] += 1
            elif email in by_email:
                refused["double"] += 1
            else:
                by_email[email] = record
        for reason, emails in self._get_kept_out(by_email, now):
            for email in emails & by_email.keys():
                refused[reason] += 1
                del by_email[email]
        return records.browse(record.id for record in by_email.values())

    def _get_kept_out(self, by_email, now):
        """Yield (reason, addresses) of those who are not let in, in order."""
        emails = list(by_email)
        self.env["mail.blacklist"].flush_model(["email", "active"])
        rows = self.env.execute_query(
            SQL(
                "SELECT email FROM mail_blacklist WHERE active AND email = ANY(%s)",
                emails,
            )
        )
        yield "blacklisted", {email for [email] in rows}
        yield "refused", self._get_refused_emails(set(emails))
        inside, before = set(), set()
        for email, res_id, is_inside, left_at in self._get_ways(by_email):
            of_record = {email} | {
                address for address, one in by_email.items() if one.id == res_id
            }
            if is_inside:
                inside |= of_record
            elif not self._may_enter_again(left_at, now):
                before.add(email)
        yield "inside", inside
        yield "before", before

    def _get_ways(self, by_email):
        """Return (address, record, on the way?, left when) of who was here before."""
        participants = self.env["mailing.chain.participant"]
        participants.flush_model()
        ids = [record.id for record in by_email.values()]
        return self.env.execute_query(
            SQL(
                """
                SELECT email_normalized, res_id, state IN ('running', 'held'),
                       COALESCE(left_at, entered_at)
                  FROM mailing_chain_participant
                 WHERE chain_id = %(chain)s AND email_normalized = ANY(%(emails)s)
                UNION
                SELECT email_normalized, res_id, TRUE, NULL
                  FROM mailing_chain_participant
                 WHERE chain_id = %(chain)s AND state IN ('running', 'held')
                   AND res_model = %(model)s AND res_id = ANY(%(ids)s)
                """,
                chain=self.id,
                emails=list(by_email),
                model=self.target,
                ids=ids,
            )
        )

    def _may_enter_again(self, left_at, now):
        if self.reentry == "never":
            return False
        return left_at + timedelta(days=self.reentry_days) <= now

    def _get_refused_emails(self, emails, topics=None):
        """Return those of normalized ``emails`` that want no letters of this chain.

        A hole: opt-outs of chains and topics fill it. The blacklist is asked besides.

        :param topics: of one letter; none: it is asked for the chain as such
        """
        return set()

    # ------------------------------------------------------------
    # PARTICIPANTS
    # ------------------------------------------------------------

    def _insert_participants(self, records, entry, now):
        """Make participants of records; who got in elsewhere meanwhile is passed over."""
        if not records:
            return self.env["mailing.chain.participant"]
        zones = self._get_zone_names(records)
        base = {
            "chain_id": self.id,
            "company_id": self.company_id.id,
            "version_id": self.version_id.id,
            "step_id": self.version_id.first_step_id.id or None,
            "entry_id": entry.id if entry else None,
            "state": "running",
            "entered_at": now,
            "step_at": now,
            "wake_at": now,
            "res_model": records._name,
            "create_uid": self.env.uid,
            "create_date": self.env.cr.now(),
            "write_uid": self.env.uid,
            "write_date": self.env.cr.now(),
        }
        rows = [
            base | self._prepare_participant_values(record) | {"tz": zones[record]}
            for record in records
        ]
        found = self.env.execute_query(
            SQL(
                """
                INSERT INTO mailing_chain_participant (%s) VALUES %s
                ON CONFLICT (chain_id, email_normalized)
                      WHERE state IN ('running', 'held') DO NOTHING
                  RETURNING id
                """,
                SQL(", ").join(map(SQL.identifier, rows[0])),
                SQL(", ").join(SQL("%s", tuple(row.values())) for row in rows),
            )
        )
        self.invalidate_recordset(["participant_ids"], flush=False)
        return self.env["mailing.chain.participant"].browse(id_ for [id_] in found)

    def _prepare_participant_values(self, record):
        """Return what a participant keeps of its record."""
        is_lead = record._name == "crm.lead"
        partner = record.partner_id if is_lead else record
        name = record.contact_name or record.partner_name if is_lead else record.name
        return {
            "res_id": record.id,
            "partner_id": partner.id or None,
            "user_id": record.user_id.id or None,
            "name": name or partner.name or record.display_name,
            "email_normalized": record.email_normalized,
        }

    def _get_zone_names(self, records):
        """Return ``{record: name of its zone}``: its person's, where that fits its country.

        Persons have by default the zone of who wrote them down. Of a country with
        several zones: the company's own if it is one of them, else the first.
        """
        own = self.company_id.sudo()._get_sales_calendar().tz
        zones = {}
        for record in records:
            partner = record.partner_id if record._name == "crm.lead" else record
            country = record.country_id or partner.country_id
            names = pytz.country_timezones.get(country.code or "")
            if not names or partner.tz in names:
                zones[record] = partner.tz or None
            else:
                zones[record] = own if own in names else names[0]
        return zones
