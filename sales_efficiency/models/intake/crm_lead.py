from odoo import api, fields, models


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
        """Note the door each lead came through, then hand the leads out."""
        door_id = self.env["sales.lead.door"]._get_id(self._get_sales_door_code())
        if "default_sales_door_id" not in self.env.context:
            for vals in vals_list:
                vals.setdefault("sales_door_id", door_id)
        leads = super().create(vals_list)
        leads._assign_at_door()
        return leads

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        return super(CrmLead, self.with_context(sales_door="mail")).message_new(
            msg_dict, custom_values=custom_values
        )

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    @api.model
    def _get_sales_door_code(self):
        """Return the code of the door that leads created now come through."""
        context = self.env.context
        if context.get("sales_door"):
            return context["sales_door"]
        return "import" if context.get("import_file") else "manual"

    def _assign_at_door(self):
        """Give new leads to somebody: whoever distributes leads overrides this.

        Called once at the end of :meth:`create`, in its transaction, for all leads of the
        call, whichever door they came through and whether or not they have a salesperson
        already; ``lead.sales_door_id.kind`` says whether a person chose (``manual``,
        ``import``) or nobody did (``website``, ``mail``, ``intake``).
        """

    def _get_client_owners(self):
        """Return ``{lead id: res.users}`` of the salespeople whose clients the leads are
        from; an empty user where the client is new or nobody's."""
        nobody = self.env["res.users"]
        return {
            lead.id: lead.partner_id.user_id
            or lead.partner_id.commercial_partner_id.user_id
            or nobody
            for lead in self
        }

    def _get_client_owner(self):
        """Return whose client the lead is from, see :meth:`_get_client_owners`."""
        self.ensure_one()
        return self._get_client_owners()[self.id]
