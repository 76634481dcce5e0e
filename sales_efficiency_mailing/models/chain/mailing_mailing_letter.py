from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import is_html_empty

#: How many of the newest records a letter is tried on before it may go out.
SAMPLE = 3
#: What of a letter is filled in for each who gets it.
RENDERED = ("subject", "preview", "body_html")


class MailingMailing(models.Model):
    """The letter of a step: written in Odoo's editor, sent by the chain alone."""

    _inherit = "mailing.mailing"

    chain_step_name = fields.Char(related="chain_step_id.name", string="Step's Name")

    @api.model
    def default_get(self, fields):
        """Address a new letter of a step as its chain says."""
        values = super().default_get(fields)
        step = self.env["mailing.chain.step"].browse(values.get("chain_step_id", []))
        for name, value in step._prepare_letter_values().items() if step else ():
            if name in fields:
                values[name] = value
        return values

    @api.model_create_multi
    def create(self, vals_list):
        """Address letters of a step as their chain says, where nothing else is said."""
        steps = self.env["mailing.chain.step"]
        for values in vals_list:
            if values.get("chain_step_id"):
                step = steps.browse(values["chain_step_id"])
                step._check_drawable()
                for name, value in step._prepare_letter_values().items():
                    values.setdefault(name, value)
        return super().create(vals_list)

    def write(self, vals):
        """Correct what a letter says; its state stays that of one being written, or it
        could not be corrected any more once the first was sent."""
        if "state" in vals and any(self.mapped("chain_step_id")):
            letters = self.filtered("chain_step_id")
            rest = {name: vals[name] for name in vals if name != "state"}
            super(MailingMailing, letters).write(rest)
            return super(MailingMailing, self - letters).write(vals)
        if "chain_step_id" in vals or vals.get("active") is False:
            self.chain_step_id._check_drawable()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_letter_in_force(self):
        for letter in self.filtered("chain_step_id.version_id.published_at"):
            raise UserError(
                self.env._(
                    "%(letter)s is the letter of %(step)s in %(version)s, which is in "
                    "force or was: edit the chain and remove the step there instead.",
                    letter=letter.subject,
                    step=letter.chain_step_id.name,
                    version=letter.chain_step_id.version_id.display_name,
                )
            )

    @api.constrains("subject", "preview", "body_html", "chain_step_id")
    def _check_renders(self):
        for letter in self.filtered("chain_step_id"):
            problem = letter._find_render_problem()
            if problem:
                raise ValidationError(problem)

    @api.constrains("chain_weight")
    def _check_weight(self):
        for letter in self:
            if letter.chain_weight < 0:
                raise ValidationError(
                    self.env._(
                        "Share of %(letter)s: give a number from 0 on.",
                        letter=letter.subject,
                    )
                )

    def _find_problems(self):
        """Return what keeps this letter from going out, as sentences."""
        self.ensure_one()
        problems = [self._find_render_problem()]
        if not self.email_from:
            problems.append(
                self.env._(
                    "Letter “%(letter)s” of %(step)s has no sender: give Send From.",
                    letter=self.subject,
                    step=self.chain_step_id.name,
                )
            )
        if is_html_empty(self.body_html):
            problems.append(
                self.env._(
                    "Letter “%(letter)s” of %(step)s says nothing: write its Mail Body.",
                    letter=self.subject,
                    step=self.chain_step_id.name,
                )
            )
        if self.mailing_model_real != self.chain_id.target:
            problems.append(
                self.env._(
                    "Letter “%(letter)s” of %(step)s is written for other records than "
                    "the chain is sent to: write it anew.",
                    letter=self.subject,
                    step=self.chain_step_id.name,
                )
            )
        return [problem for problem in problems if problem]

    def _find_render_problem(self):
        """Fill the letter in for some of the newest records.

        :return: the sentence that tells what went wrong, empty if all went well or
            there is no record to try it on
        """
        records = self.env[self.mailing_model_real].search(
            [], limit=SAMPLE, order="id desc"
        )
        for name in RENDERED if records else ():
            try:
                self._render_field(name, records.ids, options={"post_process": False})
            except UserError as error:
                return self.env._(
                    "%(field)s of letter “%(letter)s” of %(step)s cannot be filled in: "
                    "correct its placeholders. %(error)s",
                    field=self._fields[name]._description_string(self.env),
                    letter=self.subject,
                    step=self.chain_step_id.name,
                    error=error,
                )
        return ""


class MailingChainStep(models.Model):
    _inherit = "mailing.chain.step"

    def _prepare_letter_values(self):
        """Return what a letter of this step is unless its writer says otherwise."""
        self.ensure_one()
        chain = self.chain_id
        sender = chain.user_id or self.env.user
        return {
            "chain_step_id": self.id,
            "mailing_model_id": self.env["ir.model"]._get_id(chain.target),
            "campaign_id": chain.campaign_id.id,
            "email_from": sender.email_formatted or chain.company_id.email_formatted,
            "user_id": sender.id,
            "topic_ids": [(6, 0, (self.topic_ids or chain.topic_ids).ids)],
        }
