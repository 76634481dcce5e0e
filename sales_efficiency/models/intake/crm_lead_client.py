from collections import Counter

from markupsafe import Markup

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import email_normalize

#: Kinds of doors at which nobody chose a salesperson.
OPEN_DOORS = ("website", "mail", "intake")
#: Possible duplicates that are named one by one.
NAMED_DUPLICATES = 5


class CrmLead(models.Model):
    """Leads of clients who were there before: found, and given to who knows them."""

    _inherit = "crm.lead"

    # ------------------------------------------------------------
    # KNOWN CLIENTS
    # ------------------------------------------------------------

    @api.model
    def _find_clients(self, vals_list):
        """Return the client each lead to be created is from, where we know him.

        :param vals_list: complete values, see :meth:`_complete_from_doors`
        :return: list of ``res.partner``, empty for those who are new
        """
        nobody = self.env["res.partner"]
        wanted = [
            self._get_client_marks(vals)
            if self._is_to_be_matched(vals)
            else (False, False)
            for vals in vals_list
        ]
        emails = {email for email, _phone in wanted if email}
        phones = {phone for _email, phone in wanted if phone}
        if not (emails or phones):
            return [nobody] * len(vals_list)
        partners = nobody.sudo().search(
            Domain("partner_share", "=", True)
            & Domain("company_id", "in", self._get_client_companies(vals_list))
            & (
                Domain("email_normalized", "in", list(emails))
                | Domain("phone_sanitized", "in", list(phones))
            ),
            order="id",
        )
        by_email = partners.grouped("email_normalized")
        by_phone = partners.grouped("phone_sanitized")
        return [
            self._choose_client(
                by_email.get(email, nobody) if email else nobody,
                by_phone.get(phone, nobody) if phone else nobody,
                vals.get("company_id"),
            )
            for vals, (email, phone) in zip(vals_list, wanted, strict=True)
        ]

    @api.model
    def _is_to_be_matched(self, vals):
        door = self.env["sales.lead.door"]._get_book().get(vals["sales_door_id"])
        return bool(door) and door["kind"] in OPEN_DOORS and not vals.get("partner_id")

    @api.model
    def _get_client_companies(self, vals_list):
        return [
            False,
            self.env.company.id,
            *(vals.get("company_id") for vals in vals_list),
        ]

    @api.model
    def _get_client_marks(self, vals):
        """Return what a client is known by, as partners have it: ``(email, phone)``."""
        country = self.env["res.country"].browse(vals.get("country_id"))
        phone = vals.get("phone") and self._phone_format(
            number=vals["phone"], country=country or self.env.company.country_id
        )
        return email_normalize(vals.get("email_from") or ""), phone

    @api.model
    def _choose_client(self, by_email, by_phone, company_id):
        """Return who of those found it is: by e-mail, else by a phone of one client only."""
        companies = {False, company_id or self.env.company.id}
        by_email, by_phone = (
            found.filtered(lambda partner: partner.company_id.id in companies)
            for found in (by_email, by_phone)
        )
        if by_email:
            return (by_email & by_phone or by_email)[0].sudo(False)
        if len(by_phone.commercial_partner_id) == 1:
            return by_phone[0].sudo(False)
        return by_phone.browse()

    def _inverse_email_from(self):
        """What somebody outside wrote does not change a client: who talks to him does."""
        if self.env.context.get("sales_keep_client"):
            return None
        return super()._inverse_email_from()

    def _inverse_phone(self):
        if self.env.context.get("sales_keep_client"):
            return None
        return super()._inverse_phone()

    # ------------------------------------------------------------
    # WHOSE CLIENT
    # ------------------------------------------------------------

    def _get_client_owners(self):
        """Return whose client each lead is from.

        That is the client's salesperson, else who sold to him last, else who has the
        latest open deal with him.

        :return: ``{lead id: res.users}``, empty for new clients and those of nobody
        """
        partners = self.partner_id.commercial_partner_id
        sellers = self._get_last_sellers(partners)
        owners = {}
        for lead in self:
            partner = lead.partner_id
            commercial = partner.commercial_partner_id
            candidates = (
                partner.user_id,
                commercial.user_id,
                *sellers.get(commercial.id, ()),
            )
            company = lead.company_id or self.env.company
            owners[lead.id] = next(
                (user for user in candidates if self._can_own(user, company)),
                self.env["res.users"],
            )
        return owners

    def _get_client_owner(self):
        """Return whose client the lead is from, see :meth:`_get_client_owners`."""
        self.ensure_one()
        return self._get_client_owners()[self.id]

    @api.model
    def _can_own(self, user, company):
        user = user.sudo()
        return user and user.active and not user.share and company in user.company_ids

    def _get_last_sellers(self, partners):
        """Return ``{commercial partner id: [res.users]}``, by order, then by open deal."""
        sellers = {}
        if not partners:
            return sellers
        sources = (
            ("sale.order", "date_order", [("state", "=", "sale")]),
            ("crm.lead", "create_date", [("won_status", "=", "pending")]),
        )
        for model, date, domain in sources:
            found = (
                self.env[model]
                .sudo()
                ._read_group(
                    Domain(domain)
                    & Domain("partner_id", "child_of", partners.ids)
                    & Domain("user_id", "!=", False)
                    & Domain("id", "not in", self.ids if model == self._name else []),
                    ["partner_id", "user_id"],
                    [f"{date}:max"],
                )
            )
            latest = {}
            for partner, user, moment in found:
                commercial = partner.commercial_partner_id.id
                latest[commercial] = max(
                    latest.get(commercial, (moment, user)),
                    (moment, user),
                    key=lambda pair: pair[0],
                )
            for commercial, (_moment, user) in latest.items():
                sellers.setdefault(commercial, []).append(user.sudo(False))
        return sellers

    # ------------------------------------------------------------
    # GIVE, AND SAY SO
    # ------------------------------------------------------------

    def _assign_at_door(self, usual):
        """Give new leads that nobody has yet to somebody, and say what is known of them.

        Called once at the end of :meth:`create`, in its transaction. Who distributes leads
        by rules has had them by then: what came to somebody stays there.

        :param usual: ids of the users that get each lead for want of a better
        """
        opened = self.filtered(lambda lead: lead._is_through_open_door())
        if not opened:
            return
        owners = opened._get_client_owners()
        for lead, user_id in zip(self, usual, strict=True):
            user_id = owners.get(lead.id, lead.user_id).id or user_id
            if user_id and not lead.user_id:
                # Not moved by somebody: it has only just come in.
                lead.with_context(sales_move_logged=True).user_id = user_id
        opened.filtered(
            lambda lead: lead.sales_door_id.kind == "intake"
        )._assign_userless_lead_in_team(self.env._("another system"))
        opened._say_whose_client(owners)
        if not self.env.context.get("sales_merge_later"):
            opened._say_what_is_alike()

    def _is_through_open_door(self):
        door = self.env["sales.lead.door"]._get_book().get(self.sales_door_id.id)
        return bool(door) and door["kind"] in OPEN_DOORS

    def _say_whose_client(self, owners):
        bodies = {}
        for lead in self:
            owner = owners[lead.id]
            names = {"client": lead.partner_id.display_name, "user": owner.name}
            if owner and owner == lead.user_id:
                bodies[lead.id] = self.env._(
                    "Returning client: the lead goes to %(user)s, who looks after "
                    "%(client)s.",
                    **names,
                )
            elif owner:
                bodies[lead.id] = self.env._(
                    "Returning client: %(user)s looks after %(client)s.", **names
                )
        self.browse(bodies)._message_log_batch(bodies=bodies)

    def _say_what_is_alike(self):
        """Name the open leads that crm takes for possible duplicates."""
        bodies = {}
        for lead in self._get_leads_with_alike():
            alike = lead._get_alike()
            if alike:
                links = [other._get_html_link() for other in alike[:NAMED_DUPLICATES]]
                bodies[lead.id] = Markup("%s %s") % (
                    self.env._("Possible duplicates (%(count)s):", count=len(alike)),
                    Markup(", ").join(links),
                )
        self.browse(bodies)._message_log_batch(bodies=bodies)

    def _get_leads_with_alike(self):
        """Return those that have an open lead of the same client or e-mail beside them.

        One query for all, so that crm's own look-up is made for few.
        """
        emails = [email for email in set(self.mapped("email_normalized")) if email]
        others = self.sudo().search_fetch(
            Domain("won_status", "=", "pending")
            & (
                Domain("email_normalized", "in", emails)
                | Domain("partner_id", "in", self.partner_id.ids)
            ),
            ["email_normalized", "partner_id"],
        )
        by_email = Counter(other.email_normalized for other in others)
        by_partner = Counter(other.partner_id for other in others)
        return self.filtered(
            lambda lead: (
                (lead.email_normalized and by_email[lead.email_normalized] > 1)
                or (lead.partner_id and by_partner[lead.partner_id] > 1)
            )
        )

    def _get_alike(self):
        """Return the other open leads that crm takes for duplicates of this one."""
        self.ensure_one()
        found = self._get_lead_duplicates(self.partner_id, self.email_from)
        return found - self
