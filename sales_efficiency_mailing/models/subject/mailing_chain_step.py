"""Variants of a letter: which subject is opened more, said only when it is sure."""

from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.sequential_test import judge
from ..chain.mailing_chain_step import WRITING

#: Who has not opened a letter by then is counted as not having opened it.
SETTLED = timedelta(days=3)
#: Steps looked at before what was found is committed.
CHUNK = 50


class MailingChainStep(models.Model):
    _inherit = "mailing.chain.step"

    auto_winner = fields.Boolean(
        string="Stop the Others by Itself",
        help="As soon as it is sure which variant is opened more, the others are not "
        "sent any more.",
    )
    variant_count = fields.Integer(string="Variants", compute="_compute_variants")
    variant_verdict = fields.Selection(
        selection=[("winner", "There is a winner"), ("open", "No difference yet")],
        string="Subjects Compared",
        compute="_compute_variants",
    )
    variant_text = fields.Char(string="What Is Known", compute="_compute_variants")
    winner_id = fields.Many2one(
        comodel_name="mailing.mailing",
        compute="_compute_variants",
        help="The variant that is opened more than each of the others.",
    )
    can_send_winner = fields.Boolean(compute="_compute_variants")
    has_variants = fields.Boolean(
        compute="_compute_has_variants", search="_search_has_variants"
    )

    @api.depends("mailing_ids.chain_weight", "mailing_ids.subject")
    def _compute_variants(self):
        verdicts = self._judge_variants()
        for step in self:
            verdict = verdicts.get(step._origin)
            # sudo: salespeople see how letters of a chain fare, too.
            mailings = step.sudo().mailing_ids
            is_won = verdict and verdict.name == "winner"
            step.variant_count = len(mailings)
            step.variant_verdict = verdict and verdict.name
            step.winner_id = is_won and verdict.leader
            step.variant_text = verdict and step._get_variant_text(verdict)
            step.can_send_winner = is_won and any(
                mailing.chain_weight for mailing in mailings - step.winner_id
            )

    @api.depends("mailing_ids")
    def _compute_has_variants(self):
        for step in self:
            step.has_variants = len(step.sudo().mailing_ids) > 1

    def _search_has_variants(self, operator, value):
        if operator != "in":
            return NotImplemented
        # sudo: counting letters tells nothing of them.
        counts = (
            self.env["mailing.mailing"]
            .sudo()
            ._read_group(
                [("chain_step_id", "!=", False)],
                ["chain_step_id"],
                having=[("__count", ">", 1)],
            )
        )
        return Domain("id", "in", [step.id for [step] in counts])

    def _get_variant_text(self, verdict):
        """Return what is known of the variants, as a sentence."""
        self.ensure_one()
        if verdict.name == "winner":
            # One decimal may round up to what nobody can be.
            return self.env._(
                "“%(subject)s” is opened more, sure to %(certainty)s %%.",
                subject=verdict.leader.subject,
                certainty=min(verdict.certainty, 99.9),
            )
        if verdict.more:
            return self.env._(
                "“%(subject)s” is ahead, but it may be chance: if it stays like this, "
                "about %(count)s more letters will tell.",
                subject=verdict.leader.subject,
                count=verdict.more,
            )
        return self.env._(
            "No difference to be seen. Letters count %(days)s days after they were sent.",
            days=SETTLED.days,
        )

    # ------------------------------------------------------------
    # TEST
    # ------------------------------------------------------------

    def _judge_variants(self, now=None):
        """Tell which variant is opened more, for steps that have several.

        :return: ``{step: Verdict}``, leaders as ``mailing.mailing``
        """
        steps = self._origin.filtered(
            lambda step: step.kind in WRITING and len(step.sudo().mailing_ids) > 1
        )
        blocks = steps._get_variant_blocks(now or fields.Datetime.now())
        return {step: judge(blocks[step]) for step in steps}

    def _get_variant_blocks(self, now):
        """Return ``{step: [{mailing: (letters, opened)}]}``, a block for each day.

        Only whole days are counted, and only once it is settled what was opened: or
        whoever opens at once would speak for those who have not seen it yet.
        """
        blocks = defaultdict(lambda: defaultdict(dict))
        traces = self.env["mailing.trace"]
        traces.flush_model(traces._get_counted_fields())
        self.env["mailing.mailing"].flush_model(["chain_step_id"])
        counts = traces._get_count_columns()
        # sudo: which letter is opened more is no secret of those who got it.
        mailings = self.env["mailing.mailing"].sudo()
        for step_id, mailing_id, day, letters, opened in self.env.execute_query(
            SQL(
                """
                SELECT mailing.chain_step_id, mailing.id, trace.sent_datetime::date,
                       %(reached)s,
                       COUNT(*) FILTER (
                           WHERE trace.human_open_at <= trace.sent_datetime + %(settled)s
                       )
                  FROM mailing_mailing mailing
                  JOIN mailing_trace trace ON trace.mass_mailing_id = mailing.id
                 WHERE mailing.chain_step_id = ANY(%(steps)s)
                   AND trace.is_test_trace IS NOT TRUE
                   AND trace.sent_datetime < %(until)s
              GROUP BY mailing.chain_step_id, mailing.id, trace.sent_datetime::date
              ORDER BY trace.sent_datetime::date, mailing.id
                """,
                reached=counts["reached"],
                settled=SETTLED,
                steps=self.ids,
                until=(now - SETTLED).date(),
            )
        ):
            step = self.browse(step_id)
            blocks[step][day][mailings.browse(mailing_id)] = (letters, opened)
        return {step: list(blocks[step].values()) for step in self}

    # ------------------------------------------------------------
    # WINNER
    # ------------------------------------------------------------

    def action_send_winner(self):
        """Send only the variant that is opened more from now on.

        :raise UserError: if it is not sure that one is
        """
        for step, verdict in self._judge_variants().items():
            if verdict.name != "winner":
                raise UserError(
                    self.env._(
                        "%(step)s has no winner yet: let both subjects go out, or set "
                        "Share of the letter you do not want to 0.",
                        step=step.name,
                    )
                )
            step._send_winner(verdict)
        return True

    def _send_winner(self, verdict):
        self.ensure_one()
        # With the user's own rights, which the verdict's letters do not have.
        winner = self.mailing_ids & verdict.leader
        (self.mailing_ids - winner).write({"chain_weight": 0})
        if not winner.chain_weight:
            winner.chain_weight = 1
        self.chain_id.message_post(
            body=self.env._(
                "%(step)s: only the winner is sent from now on. %(sentence)s",
                step=self.name,
                sentence=self._get_variant_text(verdict),
            )
        )

    @api.model
    def _cron_choose_winners(self):
        """Send only the winners, where that is wanted and somebody has won."""
        steps = self.search(
            Domain("auto_winner", "=", True)
            & Domain("kind", "in", WRITING)
            & Domain("chain_id.state", "=", "running"),
            order="id",
        )
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(steps))
        for start in range(0, len(steps), CHUNK):
            chunk = steps[start : start + CHUNK].try_lock_for_update()
            for step, verdict in chunk._judge_variants().items():
                rivals = step.mailing_ids - (verdict.leader or step.mailing_ids)
                if verdict.name == "winner" and any(rivals.mapped("chain_weight")):
                    step._send_winner(verdict)
            if not cron._commit_progress(len(steps[start : start + CHUNK])):
                break
