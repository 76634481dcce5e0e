from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmLead(models.Model):
    """A deal in a stage has a script: read, answered, gone back in by the salesperson."""

    _inherit = "crm.lead"

    sales_script_run_ids = fields.One2many(
        comodel_name="sales.script.run",
        inverse_name="lead_id",
        string="Scripts",
        readonly=True,
    )
    sales_script_run_count = fields.Integer(
        string="Script Runs", compute="_compute_sales_script_run_count"
    )

    has_sales_script = fields.Boolean(
        string="Script",
        compute="_compute_has_sales_script",
        help="There are scripts for the stage of the deal.",
    )

    @api.depends("stage_id", "type")
    def _compute_has_sales_script(self):
        scripted = self.env["sales.script"]._get_watched().scripted
        for lead in self:
            lead.has_sales_script = (
                lead.type == "opportunity" and lead.stage_id.id in scripted
            )

    def _compute_sales_script_run_count(self):
        counts = dict(
            self.env["sales.script.run"]._read_group(
                [("lead_id", "in", self.ids)], ["lead_id"], ["__count"]
            )
        )
        for lead in self:
            lead.sales_script_run_count = counts.get(lead._origin, 0)

    def action_open_script_runs(self):
        """Open what was answered for the deal, script by script."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sales_efficiency.sales_script_run_action"
        )
        return action | {"domain": [("lead_id", "=", self.id)], "context": {}}

    # ------------------------------------------------------------
    # RPC
    # ------------------------------------------------------------

    @api.readonly
    def get_sales_script(self):
        """Return the script of the deal's stage and how far it has been gone through.

        :return: dict, see ``_prepare_sales_script``
        """
        self.ensure_one()
        self.check_access("read")
        run, version, why = self._get_sales_script()
        return self._prepare_sales_script(run, version, why)

    def answer_sales_script(self, step_key, answer=None):
        """Note what came of a step, fill the lead's field and go on to the next step.

        :param step_key: key of a step on the way, or of an objection
        :param answer: dict with ``option`` (key of one of the step's answers) or ``value``;
            neither for a step that was only gone through
        :return: as ``get_sales_script``
        """
        self.ensure_one()
        self.check_access("write")
        run, version, why = self._get_sales_script()
        step = next(
            (step for step in version._get_steps() if step["key"] == step_key), None
        )
        if not step:
            raise UserError(
                self.env._("The script has changed meanwhile: look at the deal anew.")
            )
        run = run or self._begin_script_run(version, why)
        self._note_script_answer(run, step, answer or {})
        return self._prepare_sales_script(run, version, run.why)

    def step_back_sales_script(self, step_key=None):
        """Go back to a step, by default to the one before; answers stay.

        :param step_key: key of a step that was gone through
        :return: as ``get_sales_script``
        """
        self.ensure_one()
        self.check_access("write")
        run, version, why = self._get_sales_script()
        if run:
            run._step_back(step_key)
        return self._prepare_sales_script(run, version, why)

    def restart_sales_script(self):
        """Begin the script of the stage anew, in its present version.

        What was answered so far is kept as a run of its own.

        :return: as ``get_sales_script``
        """
        self.ensure_one()
        self.check_access("write")
        run, _version, _why = self._get_sales_script()
        run._end()
        run.flush_recordset()
        return self.get_sales_script()

    # ------------------------------------------------------------
    # RUNS
    # ------------------------------------------------------------

    def _get_sales_script(self):
        """Return the run of the deal in its stage, the version it goes by, and why.

        A run that has begun keeps its version and its reason.
        """
        self.ensure_one()
        runs = self.env["sales.script.run"]
        run = runs._get_current(self).get(self.id, runs.sudo().browse())
        if run:
            return run, run.version_id, run.why or ""
        version = self.env["sales.script.version"].sudo()
        if self.type != "opportunity":
            return run, version, ""
        script, why = self.env["sales.script"]._choose(self)
        return run, script.sudo().version_id or version, why

    def _begin_script_run(self, version, why):
        """Begin a run of a version; people have no right to write one themselves."""
        self.ensure_one()
        self.env["sales.script.run"].sudo().search(
            [("lead_id", "=", self.id), ("is_current", "=", True)]
        )._end()
        values = self._prepare_script_run(version, why, self.stage_id)
        return self.env["sales.script.run"].sudo().create(values)

    def _prepare_script_run(self, version, why, stage):
        """Return the values of a run of a version in a stage."""
        return {
            "lead_id": self.id,
            "version_id": version.id,
            "stage_id": stage.id,
            "user_id": self.env.uid,
            "team_id": self.team_id.id,
            "company_id": self._get_script_company().id,
            "why": why,
        }

    def _get_script_company(self):
        """Return whose scripts the deal gets, as the log of stage changes does."""
        self.ensure_one()
        deal = self.sudo()
        return (
            deal.company_id
            or deal.team_id.company_id
            or deal.user_id.company_id
            or self.env.company
        )

    def _let_script_pass(self, missing, reason):
        """Note that the deal may go on without what a script still requires.

        :param missing: what ``_get_missing_checks`` tells of the deal
        """
        self.ensure_one()
        run = missing.run
        if not run and missing.stage == self.stage_id:
            run = self._begin_script_run(
                missing.version, self.env["sales.script"]._choose(self)[1]
            )
        elif not run:
            # The deal went back from there: nothing is going on in that stage.
            values = self._prepare_script_run(missing.version, "", missing.stage)
            ended = {"state": "left", "is_current": False}
            run = run.create(values | ended | {"date_end": fields.Datetime.now()})
        run.write({"passed_by_id": self.env.uid, "pass_reason": reason})

    def _merge_dependences(self, opportunities):
        """Keep what was answered for deals that are merged into this one."""
        done = super()._merge_dependences(opportunities)
        runs = opportunities.sudo().sales_script_run_ids
        runs._end()
        runs.lead_id = self
        return done
