from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.chain_flow import find_successors
from .mailing_chain_step import BRANCHING


class MailingChainStep(models.Model):
    """Drawing: steps are put in, moved and taken out without a gap in the way."""

    _inherit = "mailing.chain.step"

    origin_id = fields.Many2one(
        comodel_name="mailing.chain.step",
        string="Copied From",
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
        copy=False,
        help="The step of an earlier version it goes back to.",
    )

    def _get_frozen_fields(self):
        """Return what of a step stays as it is once its version was published.

        A hole: kinds of other capabilities add what participants rely on.
        """
        return {
            "version_id",
            "kind",
            "next_id",
            "way_ids",
            "wait_count",
            "wait_unit",
            "wait_of",
            "event_id",
            "field_id",
            "field_value",
            "survey_id",
            "target_chain_id",
        }

    def _check_drawable(self):
        """Refuse to change the way of who is on it.

        :raise UserError: if a version of these steps was published
        """
        for version in self.version_id.filtered("published_at"):
            raise UserError(
                self.env._(
                    "%(version)s is in force or was: what clients go through does not "
                    "change under them. Press Edit on the chain and change the copy.",
                    version=version.display_name,
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Draw steps, in versions that were not published."""
        steps = super().create(vals_list)
        steps._check_drawable()
        return steps

    def write(self, vals):
        """Change steps; of published ones only what moves nobody's ground."""
        if self._get_frozen_fields() & set(vals):
            self._check_drawable()
        return super().write(vals)

    def unlink(self):
        """Take steps out: what led to them goes on with what came after them."""
        self._check_drawable()
        versions = self.version_id
        steps = versions.step_ids
        nexts = {step.id: step.next_id.id or None for step in steps}
        heirs = find_successors(nexts, set((steps - self).ids))
        for version in versions.filtered(lambda one: one.first_step_id in self):
            version.first_step_id = heirs[version.first_step_id.id]
        for step in (steps - self).filtered(lambda step: step.next_id in self):
            step.next_id = heirs[step.next_id.id]
        ways = (steps - self).way_ids
        for way in ways.filtered(lambda way: way.target_id in self):
            way.target_id = heirs[way.target_id.id]
        self.with_context(active_test=False).mailing_ids.unlink()
        return super().unlink()

    @api.model
    def draw(self, version_id, kind, source_id=False, way_id=False):
        """Put a new step into a way.

        :param int version_id: the version that is drawn
        :param str kind: of the new step
        :param int source_id: the step behind which it comes; False: as the first one
        :param int way_id: the way out of that step; False: where it goes on otherwise
        :return: id of the new step
        """
        version = self.env["mailing.chain.version"].browse(version_id)
        source = self.browse(source_id or [])
        way = self.env["mailing.chain.way"].browse(way_id or [])
        target = (
            way.target_id
            if way
            else source.next_id
            if source
            else version.first_step_id
        )
        ends = kind == "end"
        step = self.create(
            {
                "name": dict(self._fields["kind"]._description_selection(self.env))[
                    kind
                ],
                "version_id": version.id,
                "kind": kind,
                "part": (source or target).part or "loyalty",
                "sequence": max(version.step_ids.mapped("sequence"), default=0) + 10,
                "next_id": not ends and target.id,
            }
        )
        if kind in BRANCHING:
            step._draw_first_way(target)
        if way:
            way.target_id = step
        elif source:
            source.next_id = step
        else:
            version.first_step_id = step
        return step.id

    def _draw_first_way(self, target):
        """Give a new branch the way it is most often drawn for."""
        self.env["mailing.chain.way"].create(
            {
                "step_id": self.id,
                "condition": "attended" if self.kind == "event" else "opened",
                "target_id": target.id,
            }
        )

    def take_out(self):
        """Remove this step; what led to it goes on with what came after it."""
        self.ensure_one()
        return self.unlink()

    def move_up(self):
        """Change places with the step before, where one way leads straight down."""
        self.ensure_one()
        before = self._get_swapped()
        if not before:
            raise UserError(
                self.env._(
                    "%(step)s has no single step straight before it to change places "
                    "with: choose under Goes On With what comes after what.",
                    step=self.name,
                )
            )
        after = self.next_id
        version = self.version_id
        before.next_id = after
        self.next_id = before
        for step in version.step_ids.filtered(
            lambda step: step.next_id == before and step != self
        ):
            step.next_id = self
        for way in version.step_ids.way_ids.filtered(
            lambda way: way.target_id == before
        ):
            way.target_id = self
        if version.first_step_id == before:
            version.first_step_id = self
        return True

    def _get_swapped(self):
        """Return the step this one can change places with to come earlier."""
        steps = self.version_id.step_ids
        before = steps.filtered(lambda step: step.next_id == self)
        is_straight = (
            len(before) == 1
            and not (before | self).way_ids
            and not any(way.target_id == self for way in steps.way_ids)
            and self.kind != "end"
        )
        return before if is_straight else self.browse()

    def action_open_letters(self):
        """Open the letter of this step in Odoo's editor, or begin to write it."""
        self.ensure_one()
        letters = self.mailing_ids
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Letter of %(step)s", step=self.name),
            "res_model": "mailing.mailing",
            "view_mode": "form",
            "views": [[False, "form"]],
            "context": {"default_chain_step_id": self.id, **self._get_letter_context()},
        }
        if len(letters) > 1:
            action["views"] = [[False, "list"], [False, "form"]]
            action["domain"] = [("chain_step_id", "=", self.id)]
        elif letters:
            action["res_id"] = letters.id
        return action

    def action_write_letter(self):
        """Begin to write a letter, or one more variant of it."""
        self._check_drawable()
        return {
            **self.action_open_letters(),
            "res_id": False,
            "views": [[False, "form"]],
        }

    def _get_letter_context(self):
        """Return defaults of a letter of this step, as context."""
        values = self._prepare_letter_values()
        return {
            f"default_{name}": value
            for name, value in values.items()
            if name != "topic_ids"
        }


class MailingChainWay(models.Model):
    _inherit = "mailing.chain.way"

    @api.model_create_multi
    def create(self, vals_list):
        """Draw ways, out of steps that were not published."""
        ways = super().create(vals_list)
        ways.step_id._check_drawable()
        return ways

    def write(self, vals):
        """Change ways, out of steps that were not published."""
        self.step_id._check_drawable()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_force(self):
        self.step_id._check_drawable()
