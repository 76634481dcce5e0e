from odoo import api, fields, models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    sales_assignment_ids = fields.One2many(
        comodel_name="sales.lead.assignment",
        inverse_name="lead_id",
        string="Assignments",
        readonly=True,
    )
    sales_given_at = fields.Datetime(
        string="Given",
        readonly=True,
        copy=False,
        help="When it came to its salesperson.",
    )
    sales_response_due_at = fields.Datetime(
        string="First Response Due", readonly=True, copy=False
    )
    sales_first_contact_at = fields.Datetime(
        string="First Contact", readonly=True, copy=False
    )
    sales_why = fields.Text(string="Why", compute="_compute_sales_why")

    _sales_response_idx = models.Index(
        "(sales_response_due_at) WHERE sales_response_due_at IS NOT NULL"
        " AND sales_first_contact_at IS NULL AND active"
    )

    @api.depends("sales_assignment_ids")
    @api.depends_context("lang", "uid")
    def _compute_sales_why(self):
        leader = self.env.user.has_group(
            "sales_efficiency.group_sales_efficiency_leader"
        )
        name = "explanation" if leader else "own_explanation"
        for lead in self:
            lead.sales_why = lead.sudo()._get_last_assignment().with_env(self.env)[name]

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Give leads that come in for nobody in particular to somebody by the rules.

        It is decided before they are stored, so that nothing has to be changed, tracked
        and scored again afterwards.
        """
        wanted = [
            index for index, vals in enumerate(vals_list) if self._is_for_anybody(vals)
        ]
        found = {}
        if wanted:
            found = self._decide_drafts(vals_list, wanted)
        vals_list = [
            vals | found[index][1] if index in found else vals
            for index, vals in enumerate(vals_list)
        ]
        creator = self.with_context(sales_created_together={} if found else None)
        leads = super(CrmLead, creator).create(vals_list).with_env(self.env)
        if not found:
            return leads
        leads._follow_together(are_new=True)
        by_company = {}
        for index, (company, _vals, decision) in found.items():
            by_company.setdefault(company, []).append((leads[index], decision))
        for company, pairs in by_company.items():
            given, decisions = zip(*pairs, strict=True)
            self.env["sales.lead.desk"]._record(
                self.browse().concat(*given), decisions, company, "created"
            )
        return leads

    def _is_for_anybody(self, vals):
        """Tell whether a new lead is nobody's yet.

        Who enters one by hand keeps it; who imports many without naming a salesperson
        does not mean to keep them all.
        """
        if vals.get("user_id"):
            return False
        return "user_id" in vals or bool(self.env.context.get("import_file"))

    def _decide_drafts(self, vals_list, wanted):
        """Decide on leads that are not stored yet.

        :return: ``{index: (company, values to store, decision)}``
        """
        by_company = {}
        for index in wanted:
            draft = self.new(vals_list[index])
            company = draft._get_sales_company()
            by_company.setdefault(company, []).append((index, draft))
        found = {}
        for company, pairs in by_company.items():
            indexes, drafts = zip(*pairs, strict=True)
            decisions = self.env["sales.lead.desk"]._decide(
                self.browse().concat(*drafts), company
            )
            for index, decision in zip(
                indexes, decisions or (), strict=bool(decisions)
            ):
                found[index] = company, self._prepare_given(decision), decision
        return found

    @api.model
    def _prepare_given(self, decision):
        """Return what a decision writes on the lead."""
        vals = {
            "user_id": decision.user_id,
            "sales_response_due_at": decision.due_at,
            "sales_given_at": fields.Datetime.now() if decision.user_id else False,
        }
        return vals | ({"team_id": decision.team_id} if decision.team_id else {})

    # ------------------------------------------------------------
    # DISTRIBUTION
    # ------------------------------------------------------------

    def _distribute(self, reason="sweep"):
        """Give these leads to somebody by the rules, whoever had them before.

        Users in ``sales_exclude_user_ids`` of the context do not get them.

        :param reason: of ``sales.lead.assignment``
        :return: the ``sales.lead.assignment`` records
        """
        assignments = self.env["sales.lead.assignment"]
        tried = tuple(self.env.context.get("sales_exclude_user_ids", ()))
        desk = self.env["sales.lead.desk"]
        for company, leads in self._group_by_sales_company().items():
            decisions = desk._decide(leads, company, dict.fromkeys(leads.ids, tried))
            if decisions is None:
                continue
            previous = {lead.id: lead.user_id.id for lead in leads}
            leads._apply(decisions)
            assignments |= desk._record(leads, decisions, company, reason, previous)
        return assignments

    def _get_last_assignment(self):
        """Return how the lead came to where it is.

        The latest one by number: those of this transaction are not in order yet.
        """
        return self.sales_assignment_ids._get_last()
