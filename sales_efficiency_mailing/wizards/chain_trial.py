from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize

from ..models.chain.mailing_chain_step import BRANCHING, WRITING


class MailingChainTrial(models.TransientModel):
    """A chain in quick motion, for one who tries it: letters go to one address.

    Nobody is entered and nothing is counted: letters go out under traces of a test,
    what would be done to the record is told only.
    """

    _name = "mailing.chain.trial"
    _description = "Trial of a Mailing Chain"
    # What was sent may be opened later the same day.
    _transient_max_hours = 10.0

    chain_id = fields.Many2one(
        comodel_name="mailing.chain", required=True, ondelete="cascade"
    )
    version_id = fields.Many2one(
        comodel_name="mailing.chain.version",
        compute="_compute_version_id",
        store=True,
        ondelete="cascade",
    )
    target = fields.Selection(related="chain_id.target")
    lead_id = fields.Many2one(
        comodel_name="crm.lead",
        compute="_compute_records",
        store=True,
        readonly=False,
        help="Whose name and other particulars the letters are filled in with.",
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Contact",
        compute="_compute_records",
        store=True,
        readonly=False,
        help="Whose name and other particulars the letters are filled in with.",
    )
    email = fields.Char(
        string="Send To", required=True, default=lambda self: self.env.user.email
    )
    step_id = fields.Many2one(
        comodel_name="mailing.chain.step", string="At", readonly=True
    )
    kind = fields.Selection(related="step_id.kind")
    step_text = fields.Char(compute="_compute_step_text")
    way_id = fields.Many2one(
        comodel_name="mailing.chain.way",
        string="What Comes True",
        domain="[('step_id', '=', step_id)]",
        help="None: nothing came true in time.",
    )
    state = fields.Selection(
        selection=[("new", "New"), ("going", "Going"), ("done", "At the End")],
        required=True,
        default="new",
        readonly=True,
    )
    line_ids = fields.One2many(
        comodel_name="mailing.chain.trial.line", inverse_name="trial_id", readonly=True
    )

    @api.depends("chain_id")
    def _compute_version_id(self):
        for trial in self:
            chain = trial.chain_id
            trial.version_id = chain.draft_version_id or chain.version_id

    @api.depends("chain_id")
    def _compute_records(self):
        for trial in self:
            is_lead = trial.chain_id.target == "crm.lead"
            trial.partner_id = not is_lead and self.env.user.partner_id
            trial.lead_id = is_lead and self.env["crm.lead"].search(
                [("user_id", "=", self.env.uid)], limit=1
            )

    @api.depends("step_id")
    def _compute_step_text(self):
        for trial in self:
            trial.step_text = ", ".join(filter(None, trial.step_id._get_flow_lines()))

    def action_start(self):
        """Begin, or begin anew, at the first step."""
        self.ensure_one()
        self._check_startable()
        self.line_ids.unlink()
        self._come_to(self.version_id.first_step_id)
        return self._reopen()

    def action_next(self):
        """Do the step it stands at and go on; a wait takes no longer than the press."""
        self.ensure_one()
        step = self.step_id
        if not step or self.state != "going":
            raise UserError(self.env._("The trial is at its end: begin anew."))
        values = {"step_id": step.id, "name": self.step_text}
        if step.kind in WRITING:
            values |= self._send(step)
        target = step.next_id
        if step.kind in BRANCHING:
            values["way_id"] = self.way_id.id
            target = self.way_id.target_id if self.way_id else step.next_id
        self.env["mailing.chain.trial.line"].create({**values, "trial_id": self.id})
        self._come_to(target)
        return self._reopen()

    def action_look(self):
        """Choose the way that came true by what was really opened and clicked."""
        self.ensure_one()
        self.way_id = next(
            (way for way in self.step_id.way_ids if self._is_met(way)),
            self.step_id.way_ids.browse(),
        )
        return self._reopen()

    def _check_startable(self):
        if not self._get_record():
            raise UserError(
                self.env._(
                    "Lead or Contact: choose one whose particulars the letters are "
                    "filled in with."
                )
            )
        if not email_normalize(self.email):
            raise UserError(
                self.env._(
                    "Send To: %(email)s is no address. Give the one letters of the "
                    "trial go to.",
                    email=self.email,
                )
            )
        if not self.version_id.first_step_id:
            raise UserError(
                self.env._("Nothing is drawn yet: add the first step, then try it.")
            )

    def _get_record(self):
        return self.lead_id if self.target == "crm.lead" else self.partner_id

    def _come_to(self, step):
        self.write(
            {
                "step_id": step.id,
                "way_id": False,
                "state": "going" if step else "done",
            }
        )

    def _reopen(self):
        """Show the trial anew, in the dialog it is in."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Try It"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [[False, "form"]],
            "target": "new",
        }

    def _is_met(self, way):
        """Return whether a way came true in this trial."""
        if way.condition == "domain":
            return bool(self._get_record().filtered_domain(way._get_domain()))
        lines = self.line_ids.filtered("trace_id")
        if way.of_step_id:
            lines = lines.filtered(lambda line: line.step_id == way.of_step_id)
        trace = lines[-1:].trace_id
        moments = {
            "opened": trace.human_open_at,
            "clicked": trace.human_click_at,
            "replied": trace.human_reply_at,
            "bounced": trace.trace_status == "bounce",
        }
        return bool(moments.get(way.condition))

    def _send(self, step):
        """Hand the letter of a step to the queue, for the address of the trial.

        The first variant in turn is taken, so that a trial sees the same letter again.
        """
        letter = step.mailing_ids.filtered("chain_weight").sorted("id")[:1]
        if not letter:
            return {"problem": " ".join(step._find_letter_problems())}
        problem = letter._find_render_problem()
        if problem:
            return {"problem": problem}
        mail = letter._create_trial_mail(self._get_record(), self.email)
        self.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()
        return {
            "mailing_id": letter.id,
            "trace_id": mail.mailing_trace_ids.id,
            "name": letter.subject,
        }
