from odoo import api, fields, models

from ...tools.script_flow import find_way, share_followed


class SalesScriptRun(models.Model):
    """One time that a deal went through a script in a stage.

    It begins with the first answer and keeps the version it began with. Runs are written by
    answers alone; see ``crm.lead.answer_sales_script``.
    """

    _name = "sales.script.run"
    _description = "Run of a Sales Script"
    _order = "date_start desc, id desc"
    _rec_name = "script_id"

    lead_id = fields.Many2one(
        comodel_name="crm.lead",
        string="Deal",
        required=True,
        index=True,
        ondelete="cascade",
    )
    version_id = fields.Many2one(
        comodel_name="sales.script.version",
        required=True,
        index=True,
        ondelete="restrict",
    )
    script_id = fields.Many2one(
        related="version_id.script_id", store=True, index=True, string="Script"
    )
    stage_id = fields.Many2one(comodel_name="crm.stage", index=True)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Salesperson",
        index=True,
        help="Who began it.",
    )
    team_id = fields.Many2one(comodel_name="crm.team", string="Sales Team")
    company_id = fields.Many2one(comodel_name="res.company", required=True)
    date_start = fields.Datetime(
        string="Begun", required=True, default=fields.Datetime.now
    )
    date_end = fields.Datetime(string="Ended")
    state = fields.Selection(
        selection=[("open", "Going on"), ("done", "Finished"), ("left", "Left")],
        required=True,
        default="open",
        help="Left: the deal went on before the script was at its end.",
    )
    is_current = fields.Boolean(
        default=True, help="The deal is still in the stage, and this is its script."
    )
    is_resting = fields.Boolean(
        help="The deal was archived meanwhile: it goes on when the deal is restored."
    )
    step_key = fields.Char(help="Where the salesperson stands; empty: at the end.")
    why = fields.Char(string="Why This Script")
    share_followed = fields.Float(
        string="Followed, %",
        aggregator="avg",
        help="Steps on the way that were gone through, of all of them. A question that "
        "was skipped, and a check that was not ticked, do not count.",
    )
    answer_ids = fields.One2many(
        comodel_name="sales.script.answer", inverse_name="run_id", string="Answers"
    )
    passed_by_id = fields.Many2one(
        comodel_name="res.users",
        string="Let Pass By",
        help="Who let the deal go on without a check that is required.",
    )
    pass_reason = fields.Char(string="Reason to Let Pass")

    _current_idx = models.UniqueIndex(
        "(lead_id) WHERE is_current",
        "Somebody else is answering for this deal: look at it anew.",
    )

    @api.model
    def _get_current(self, leads):
        """Return ``{lead: its run in the stage it is in}``, read past record rules.

        Who may see a deal may see what is answered for it.
        """
        runs = self.sudo().search(
            [("lead_id", "in", leads.ids), ("is_current", "=", True)]
        )
        return {
            run.lead_id.id: run for run in runs if run.stage_id == run.lead_id.stage_id
        }

    @api.model
    def _get_last(self, left):
        """Return (deal, stage id, last run there) of stays in stages that were left.

        :param left: ``{(deal id, stage id): since when the deal was there}``
        """
        runs = self.sudo().search(
            [
                ("lead_id", "in", [lead for lead, _stage in left]),
                ("stage_id", "in", [stage for _lead, stage in left]),
            ],
            order="id",
        )
        last = {}
        for run in runs:
            key = run.lead_id.id, run.stage_id.id
            if key in left and run.date_start >= left[key]:
                last[key] = run
        deals = self.env["crm.lead"].browse(dict.fromkeys(lead for lead, _ in left))
        by_id = {deal.id: deal for deal in deals}
        none = self.sudo().browse()
        return [(by_id[key[0]], key[1], last.get(key, none)) for key in left]

    @api.model
    def _follow_deals(self, leaving, resting, restored):
        """End the runs of deals that leave their stage, let those of archived deals rest,
        and go on with them when the deals are restored.
        """
        if leaving or resting:
            runs = self.sudo().search(
                [
                    ("lead_id", "in", (leaving | resting).ids),
                    ("is_current", "=", True),
                ]
            )
            resting_runs = runs.filtered(lambda run: run.lead_id in resting)
            resting_runs.is_resting = True
            runs._end()
        if restored:
            runs = self.sudo().search(
                [("lead_id", "in", restored.ids), ("is_resting", "=", True)]
            )
            runs._wake_up()

    def _wake_up(self):
        """Go on where the deal was archived, unless it is elsewhere by now."""
        busy = self._get_current(self.lead_id)
        for run in self:
            if run.lead_id.id in busy or run.stage_id != run.lead_id.stage_id:
                continue
            run.is_current = True
            busy[run.lead_id.id] = run
            if run.state == "left":
                run.write({"state": "open", "date_end": False})
        self.is_resting = False

    def _get_answers(self):
        """Return the answers given so far, as ``tools/script_flow.py`` takes them."""
        return {
            answer.step_key: {"option": answer.option_key, "value": answer.value}
            for answer in self.answer_ids
        }

    def _get_answer_values(self):
        """Return the answers as the panel shows them, and as they were given."""
        return {
            answer.step_key: {
                "option": answer.option_key,
                "value": answer.value or "",
                "raw": answer.raw_value or "",
                "user": answer.user_id.name,
            }
            for answer in self.answer_ids
        }

    # ------------------------------------------------------------
    # WRITING
    # ------------------------------------------------------------

    def _replace_answer(self, step, values):
        """Keep an answer instead of what was answered to the step before.

        Answers to steps that are no longer on the way go.
        """
        self.ensure_one()
        values = values | {"user_id": self.env.uid, "date": fields.Datetime.now()}
        known = self.answer_ids.filtered(lambda a: a.step_key == step["key"])
        if known:
            known.write(values)
        else:
            values |= {
                "run_id": self.id,
                "step_key": step["key"],
                "step_name": step["name"],
                "kind": step["kind"],
            }
            known.create(values)
        steps = self.version_id._get_steps()
        way = find_way(steps, self._get_answers())
        self.answer_ids.filtered(
            lambda a: a.kind != "objection" and a.step_key not in way.gone
        ).unlink()

    def _go_on(self, step_key):
        """Go on from a step, and see how far the script has been followed."""
        self.ensure_one()
        steps = self.version_id._get_steps()
        answers = self._get_answers()
        way = find_way(steps, answers)
        if step_key in way.keys:
            following = way.keys[way.keys.index(step_key) + 1 :]
            self.step_key = following[0] if following else False
        # Mending an answer of a finished script leaves it finished: where the
        # salesperson stands then says nothing of how far it was followed.
        self.write(
            {
                "share_followed": share_followed(steps, answers),
                "state": "done" if way.is_done else "open",
                "date_end": fields.Datetime.now() if way.is_done else False,
            }
        )

    def _step_back(self, step_key=None):
        """Stand at a step that was gone through, by default at the one before."""
        self.ensure_one()
        way = find_way(self.version_id._get_steps(), self._get_answers())
        stands = self.step_key if self.step_key in way.gone else way.current
        before = way.gone[: way.keys.index(stands)] if stands else way.gone
        if step_key in way.gone:
            self.step_key = step_key
        elif not step_key and before:
            self.step_key = before[-1]

    def _end(self):
        """End what is going on: the deal leaves the stage, or it all begins anew."""
        going_on = self.filtered(lambda run: run.state == "open")
        going_on.write({"state": "left", "date_end": fields.Datetime.now()})
        self.is_current = False
