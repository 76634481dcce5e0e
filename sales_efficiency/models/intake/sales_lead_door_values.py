from markupsafe import Markup

from odoo import api, models
from odoo.fields import Command, Domain
from odoo.tools import (
    SQL,
    email_normalize,
    escape_psql,
    mute_logger,
    ormcache,
    plaintext2html,
)

from ...tools.lead_answer import (
    amount,
    client_type,
    country_code,
    is_email,
    person_name,
    priority,
    size_band,
    split_tags,
)
from ...tools.lead_form import FieldRefused

#: Answers that are taken as they are: ``{name: field of the lead}``.
PLAIN = {
    "company": "partner_name",
    "function": "function",
    "phone": "phone",
    "website": "website",
    "street": "street",
    "street2": "street2",
    "city": "city",
    "zip": "zip",
}
#: Answers that name a record or a choice: ``{name: field of the lead}``. What names none
#: goes to the description.
CHOICES = {
    "country": "country_id",
    "state": "state_id",
    "language": "lang_id",
    "product": "sales_product_categ_id",
    "company_size": "sales_company_size",
    "client_type": "sales_client_type",
    "priority": "priority",
}
UTM = {
    "utm_source": "source_id",
    "utm_medium": "medium_id",
    "utm_campaign": "campaign_id",
}


class SalesLeadDoor(models.Model):
    """What a lead is made of that another system sent."""

    _inherit = "sales.lead.door"

    def _prepare_lead_values(self, form):
        """Return the values of a lead, without those that have to be made first.

        :param form: a :class:`LeadForm`
        :raise FieldRefused: for what cannot be taken
        """
        known = form.known
        contact, rest = person_name(known)
        lines = [*rest, *form.other]
        values = {
            "contact_name": contact,
            "email_from": self._check_email(known.get("email")),
            **{PLAIN[name]: known[name] for name in PLAIN if name in known},
        }
        if not (contact or known.get("email") or known.get("phone")):
            raise FieldRefused("email", "nobody")
        if "expected_revenue" in known:
            values["expected_revenue"] = amount(known["expected_revenue"])
        for name, of_lead in CHOICES.items():
            if name in known:
                found = getattr(self, f"_find_{name}")(known[name], values)
                if found:
                    values[of_lead] = found
                else:
                    lines.append((name, known[name]))
        if "tags" in known:
            tags, unknown = self._find_tags(split_tags(known["tags"]))
            values["tag_ids"] = [Command.link(tag.id) for tag in tags]
            lines += [("tags", ", ".join(unknown))] if unknown else []
        values["name"] = known.get("subject") or self._get_lead_name(values)
        values["description"] = self._get_description(known.get("message"), lines)
        return {
            **values,
            "type": self._get_lead_type(),
            "user_id": False,
            "team_id": self.team_id.id,
            "company_id": self.company_id.id,
            "sales_door_id": self.id,
        }

    def _prepare_utm_values(self, form):
        """Return where the client came from, found or made as Odoo does it for pages."""
        mixin = self.env["utm.mixin"]
        # Where others make the same one at this moment, it is found when tried again.
        with mute_logger("odoo.sql_db"):
            return {
                of_lead: mixin._find_or_create_record(
                    self.env["crm.lead"]._fields[of_lead].comodel_name, form.known[name]
                ).id
                for name, of_lead in UTM.items()
                if name in form.known
            }

    def _get_lead_name(self, values):
        """Return the name of a lead that has no subject."""
        client = (
            values.get("partner_name")
            or values["contact_name"]
            or values["email_from"]
            or values.get("phone")
        )
        return self.env._("%(client)s, %(door)s", client=client, door=self.name)

    def _get_lead_type(self):
        """Return whether it is a lead or an opportunity, as crm decides it."""
        if self.team_id:
            return "lead" if self.team_id.use_leads else "opportunity"
        uses_leads = self.env.user.has_group("crm.group_use_lead")
        return "lead" if uses_leads else "opportunity"

    def _get_description(self, message, lines):
        """Return the message and a line for each of what there is no field for."""
        parts = [plaintext2html(message, with_paragraph=False)] if message else []
        if lines:
            parts.append(
                Markup("<br/>").join(
                    Markup("%s: %s")
                    % (name, plaintext2html(text, with_paragraph=False))
                    for name, text in lines
                )
            )
        return Markup("").join(Markup("<p>%s</p>") % part for part in parts)

    # ------------------------------------------------------------
    # ANSWERS
    # ------------------------------------------------------------

    def _check_email(self, text):
        if text and not is_email(email_normalize(text) or ""):
            raise FieldRefused("email", "not_email")
        return text or False

    def _find_country(self, text, _values):
        countries = self._get_countries()
        return countries.get(country_code(text)) or countries.get(text.casefold())

    @api.model
    @ormcache(cache="stable")
    def _get_countries(self):
        """Return ``{code, or name in any language: id}``."""
        found = {}
        self.env["res.country"].flush_model(["code", "name"])
        for country_id, code, names in self.env.execute_query(
            SQL("SELECT id, code, name FROM res_country ORDER BY id DESC")
        ):
            found.update({name.casefold(): country_id for name in names.values()})
            found[code] = country_id
        return found

    def _find_state(self, text, values):
        """Return a state of the country; without one, also set it."""
        country = Domain("country_id", "=", values.get("country_id"))
        states = self.env["res.country.state"].search(
            (country if values.get("country_id") else Domain.TRUE)
            & (Domain("code", "=ilike", escape_psql(text)) | self._is_named(text)),
            limit=2,
        )
        if len(states) != 1:
            return False
        values.setdefault("country_id", states.country_id.id)
        return states.id

    def _find_language(self, text, _values):
        code = text.replace("-", "_").casefold()
        languages = self.env["res.lang"].search([])
        for matches in (
            lambda lang: lang.code.casefold() == code,
            lambda lang: code in (lang.iso_code, lang.code.split("_")[0]),
            lambda lang: lang.name.casefold().split(" (")[0].split(" /")[0] == code,
        ):
            found = languages.filtered(matches)[:1]
            if found:
                return found.id
        return False

    def _find_product(self, text, _values):
        """Return the category of this name, or that of the product of this name or code."""
        category = self.env["product.category"].search(
            Domain("complete_name", "=ilike", escape_psql(text)) | self._is_named(text),
            limit=1,
        )
        if category:
            return category.id
        product = self.env["product.template"].search(
            Domain("default_code", "=", text) | self._is_named(text), limit=1
        )
        return product.categ_id.id

    def _find_company_size(self, text, _values):
        return size_band(text)

    def _find_client_type(self, text, _values):
        return client_type(text)

    def _find_priority(self, text, _values):
        return priority(text)

    def _find_tags(self, names):
        """Return the tags there are of these names, and the names of those there are not."""
        tags = self.env["crm.tag"].search(
            Domain.OR(self._is_named(name) for name in names)
        )
        known = {tag.name.casefold() for tag in tags}
        return tags, [name for name in names if name.casefold() not in known]

    @api.model
    def _is_named(self, text):
        return Domain("name", "=ilike", escape_psql(text))
