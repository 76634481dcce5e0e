from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.chain_flow import find_successors


class MailingChainVersion(models.Model):
    """Putting into force what was drawn, and who goes on where."""

    _inherit = "mailing.chain.version"

    def _check_publishable(self):
        """Refuse a drawing in which somebody would get stuck.

        :raise UserError: with all that has to be mended
        """
        problems = [
            sentence
            for sentences in self._find_problems().values()
            for sentence in sentences
        ]
        if problems:
            raise UserError(
                "\n".join(
                    [self.env._("Before this chain can be published:")]
                    + [f"• {problem}" for problem in problems]
                )
            )

    def _publish(self, moves_over=False):
        """Put this version into force for who enters from now on.

        :param bool moves_over: whether those on the way go on in it as well; who has
            nowhere to go on there finishes where he is
        """
        self.ensure_one()
        self._check_no_loop()
        self._check_publishable()
        self.chain_id._check_doors()
        self.published_at = fields.Datetime.now()
        self.chain_id.write({"version_id": self.id, "draft_version_id": False})
        if moves_over:
            self._move_over()

    def _get_heirs(self):
        """Return where who stands at a step of an earlier version goes on in this one.

        :return: ``{step: step of this version, empty where there is none}``, only
            of steps somebody stands at
        """
        self.ensure_one()
        heirs = {}
        for step in self.step_ids:
            origin = step.origin_id
            while origin:
                heirs[origin.id] = step
                origin = origin.origin_id
        steps = (self.chain_id.version_ids - self).step_ids
        nexts = {step.id: step.next_id.id or None for step in steps}
        successors = find_successors(nexts, set(heirs))
        return {
            step: heirs.get(successors[step.id], self.step_ids.browse())
            for step in steps
        }

    def _get_counts_on_the_way(self):
        """Return ``{step: how many stand there}`` of the other versions of the chain."""
        self.ensure_one()
        return dict(
            self.env["mailing.chain.participant"]
            .sudo()
            ._read_group(self._get_others_domain(), ["step_id"], ["__count"])
        )

    def _get_others_domain(self):
        return [
            ("chain_id", "=", self.chain_id.id),
            ("version_id", "!=", self.id),
            ("state", "in", ("running", "held")),
            ("step_id", "!=", False),
        ]

    def _move_over(self):
        """Let who is on the way in earlier versions go on in this one.

        What somebody waits for goes on where its step is still there; who stood at a
        step that was removed or made another is looked at anew.
        """
        now = fields.Datetime.now()
        heirs = self._get_heirs()
        participants = self.env["mailing.chain.participant"].sudo()
        for step, group in participants._read_group(
            self._get_others_domain(), ["step_id"], ["id:recordset"]
        ):
            heir = heirs[step]
            if not heir:
                continue
            group.version_id = self
            if step in heir._get_lineage() and heir.kind == step.kind:
                group.step_id = heir
            else:
                group.filtered(lambda one: one.state == "running")._move_to(heir, now)
                group.filtered(lambda one: one.state == "held").step_id = heir
        self.env.ref("sales_efficiency_mailing.ir_cron_chain_advance")._trigger()

    def _copy_as_draft(self):
        """Return a copy of this version that can be edited, letters and all."""
        self.ensure_one()
        chain = self.chain_id
        number = max(chain.version_ids.mapped("number"), default=0) + 1
        draft = self.create({"chain_id": chain.id, "number": number})
        self._copy_steps_to(draft)
        return draft

    def _copy_steps_to(self, draft, keeps_origin=True):
        """Draw the steps of this version in another one that is empty.

        :param keeps_origin: whether they are known for the same steps
        """
        steps = self.step_ids
        copies = steps.create(
            [
                {
                    **values,
                    "version_id": draft.id,
                    "next_id": False,
                    "origin_id": keeps_origin and step.id,
                }
                for step, values in zip(steps, steps.copy_data(), strict=True)
            ]
        )
        mirror = dict(zip(steps, copies, strict=True)) | {
            steps.browse(): steps.browse()
        }
        for step, copy in zip(steps, copies, strict=True):
            if step.next_id:
                copy.next_id = mirror[step.next_id]
        ways = steps.way_ids
        ways.create(
            [
                {
                    **values,
                    "step_id": mirror[way.step_id].id,
                    "of_step_id": mirror[way.of_step_id].id,
                    "target_id": mirror[way.target_id].id,
                }
                for way, values in zip(ways, ways.copy_data(), strict=True)
            ]
        )
        for letter in steps.mailing_ids:
            letter.copy(
                {
                    "chain_step_id": mirror[letter.chain_step_id].id,
                    "subject": letter.subject,
                    "campaign_id": draft.chain_id.campaign_id.id,
                }
            )
        draft.first_step_id = mirror[self.first_step_id]

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        for version in self.filtered("published_at"):
            raise UserError(
                self.env._(
                    "%(version)s is in force or was, and tells what clients went "
                    "through: archive the chain instead.",
                    version=version.display_name,
                )
            )

    def unlink(self):
        """Give a drawing up, with the letters written for it."""
        self._unlink_except_published()
        self.step_ids.unlink()
        return super().unlink()


class MailingChainStep(models.Model):
    _inherit = "mailing.chain.step"

    def _get_lineage(self):
        """Return these steps and those of earlier versions they go back to.

        What somebody did at one of them, a letter opened for instance, was done here.
        """
        lineage = self
        origins = self.origin_id
        while origins - lineage:
            lineage |= origins
            origins = origins.origin_id
        return lineage
