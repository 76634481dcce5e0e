from odoo import api, fields, models
from odoo.fields import Command
from odoo.http import request

#: Where the forms of Odoo's website are posted to.
WEBSITE_FORM = "/website/form/"


class CrmLead(models.Model):
    _inherit = "crm.lead"

    sales_door_id = fields.Many2one(
        comodel_name="sales.lead.door",
        string="Door",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        help="The way by which the lead came in.",
    )
    sales_request_id = fields.Many2one(
        comodel_name="sales.lead.request",
        string="Request",
        ondelete="set null",
        copy=False,
        readonly=True,
        groups="sales_efficiency.group_sales_efficiency_admin",
        help="What another system sent, which the lead was made of.",
    )
    sales_company_size = fields.Selection(
        selection=[
            ("1", "1-9"),
            ("10", "10-49"),
            ("50", "50-249"),
            ("250", "250 and more"),
        ],
        string="Company Size",
        help="People who work at the client's.",
    )
    sales_product_categ_id = fields.Many2one(
        comodel_name="product.category",
        string="Wants",
        index="btree_not_null",
        ondelete="set null",
        help="What the client asks for.",
    )
    sales_client_type = fields.Selection(
        selection=[("company", "Company"), ("private", "Private Person")],
        string="Client Type",
        compute="_compute_sales_client_type",
        store=True,
        readonly=False,
    )

    #: Whatever happens, a request becomes one lead.
    _sales_request_idx = models.UniqueIndex(
        "(sales_request_id) WHERE sales_request_id IS NOT NULL"
    )

    @api.depends("partner_id", "partner_name")
    def _compute_sales_client_type(self):
        """A company's name makes a company, a known person without one a private client."""
        for lead in self:
            partner = lead.partner_id.commercial_partner_id
            if partner.is_company or lead.partner_name:
                lead.sales_client_type = "company"
            elif partner:
                lead.sales_client_type = "private"

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Note the door each lead came through and whose client it is from.

        What the door knows is there before anybody decides who gets the lead.
        """
        vals_list = self._complete_from_doors(vals_list)
        usual = [self._take_usual_user(vals) for vals in vals_list]
        found = self._find_clients(vals_list)
        for vals, partner in zip(vals_list, found, strict=True):
            if partner:
                vals["partner_id"] = partner.id
        creator = self.with_context(sales_keep_client=True) if any(found) else self
        leads = super(CrmLead, creator).create(vals_list).with_env(self.env)
        leads._assign_at_door(usual)
        return leads

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        mailed = self.with_context(sales_door="mail")
        return super(CrmLead, mailed).message_new(msg_dict, custom_values=custom_values)

    # ------------------------------------------------------------
    # DOOR
    # ------------------------------------------------------------

    @api.model
    def _get_sales_door_code(self):
        """Return the code of the door that leads created now come through."""
        context = self.env.context
        if context.get("sales_door"):
            return context["sales_door"]
        if context.get("import_file"):
            return "import"
        is_form = (
            self.env.su
            and request
            and request.httprequest.path.startswith(WEBSITE_FORM)
        )
        return "website" if is_form else "manual"

    @api.model
    def _complete_from_doors(self, vals_list):
        """Return values with the door of each lead, and what the door knows about it."""
        doors = self.env["sales.lead.door"]
        book = doors._get_book()
        default = self.env.context.get("default_sales_door_id")
        default = default or doors._get_id(self._get_sales_door_code())
        result = []
        for vals in vals_list:
            door_id = vals.get("sales_door_id") or default
            door = book.get(door_id)
            vals = {**vals, "sales_door_id": door_id}
            result.append(self._complete_from_door(vals, door) if door else vals)
        return result

    @api.model
    def _complete_from_door(self, vals, door):
        """Return values with those of the door where they say nothing themselves.

        What the visitor's browser remembers of where he came from is more than what the
        door says.
        """
        context = self.env.context
        said = {name for name, value in vals.items() if value} | self._get_utm_cookies()
        defaults = {
            name: value
            for name, value in door["defaults"].items()
            if name not in said and not context.get(f"default_{name}")
        }
        if door["tag_ids"]:
            links = [Command.link(tag_id) for tag_id in door["tag_ids"]]
            defaults["tag_ids"] = [*(vals.get("tag_ids") or []), *links]
        if "team_id" not in said and self._is_nobodys(vals):
            company_id = vals.get("company_id") or self.env.company.id
            if door["team_id"] and door["team_company_id"] in (False, company_id):
                defaults["team_id"] = door["team_id"]
        return {**vals, **defaults}

    @api.model
    def _get_utm_cookies(self):
        """Return the fields that :class:`utm.mixin` takes from the request at hand."""
        if not (request and self.env.su):
            return set()
        return {
            field
            for _parameter, field, cookie in self.env["utm.mixin"].tracking_fields()
            if request.cookies.get(cookie)
        }

    @api.model
    def _is_nobodys(self, vals):
        """Tell whether a lead with these values has no salesperson."""
        return not vals.get("user_id", self.env.context.get("default_user_id", True))

    @api.model
    def _take_usual_user(self, vals):
        """Take the salesperson off who gets all that a website's visitors send.

        That is a setting of the website, or the leader of its team, and says nothing about
        the lead at hand.

        :return: the user's id, for want of a better
        """
        door = self.env["sales.lead.door"]._get_book().get(vals["sales_door_id"])
        if not (door and door["kind"] == "website" and vals.get("user_id")):
            return False
        user_id, vals["user_id"] = vals["user_id"], False
        return user_id

    # ------------------------------------------------------------
    # MERGE
    # ------------------------------------------------------------

    def _merge_get_fields(self):
        return [
            *super()._merge_get_fields(),
            "sales_door_id",
            "sales_company_size",
            "sales_product_categ_id",
            "sales_client_type",
        ]

    def _merge_dependences(self, opportunities):
        requests = self.env["sales.lead.request"].sudo()
        requests.search([("lead_id", "in", opportunities.ids)]).lead_id = self
        return super()._merge_dependences(opportunities)
