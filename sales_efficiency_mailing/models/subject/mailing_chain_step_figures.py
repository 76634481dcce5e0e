from odoo import models

#: What is shown of a step, and who may see the report sees besides.
FIGURES = (
    "came",
    "waiting",
    "sent",
    "reached",
    "opened",
    "clicked",
    "replied",
    "bounced",
    "left",
)
RESULTS = ("deals", "won", "revenue")


class MailingChainStep(models.Model):
    _inherit = "mailing.chain.step"

    def _get_figures(self):
        """Return ``{step: {figure: number}}``, those of the report.

        What the letters brought is among them only for who may see the report.
        """
        report = self.env["mailing.chain.report"]
        names = FIGURES + (RESULTS if report.has_access("read") else ())
        figures = {step: dict.fromkeys(names, 0) for step in self}
        # sudo: whoever sees the chain sees how many are where, though not who.
        for step, *sums in report.sudo()._read_group(
            [("step_id", "in", self.ids)],
            ["step_id"],
            [f"{name}:sum" for name in names],
        ):
            figures[step.sudo(False)] = {
                name: number or 0 for name, number in zip(names, sums, strict=True)
            }
        return figures


class MailingChain(models.Model):
    _inherit = "mailing.chain"

    def _get_step_figures(self):
        """Return ``{step id: {figure: number}}`` of all versions of these chains.

        ``came``, ``waiting``, ``sent``, ``reached`` (and did not bounce), ``opened``,
        ``clicked``, ``replied``, ``bounced``, ``left``; for who may see the report also
        ``deals``, ``won`` and ``revenue``. The report has the same numbers.
        """
        figures = self.version_ids.step_ids._get_figures()
        return {step.id: of_step for step, of_step in figures.items()}
