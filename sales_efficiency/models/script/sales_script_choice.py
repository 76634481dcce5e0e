from typing import NamedTuple

from odoo import api, fields, models, tools
from odoo.tools import SQL
from odoo.tools.i18n import format_list

from ...tools.script_choice import Script, choose

#: Criteria of a script, in the order they are told, and how a deal answers to them.
CRITERIA = {
    "team_ids": lambda deal: deal.team_id.id,
    "product_categ_ids": lambda deal: _get_categories(deal),
    "client_kind": lambda deal: _get_client_kind(deal),
    "client_type": lambda deal: deal.sales_client_type,
    "medium_ids": lambda deal: deal.medium_id.id,
    "lang_ids": lambda deal: deal.lang_id.id,
}


class Watched(NamedTuple):
    """Stages whose deals a change of stage has to look at."""

    #: Where deals may be going through a script.
    scripted: frozenset
    #: Where something has to be ticked before a deal goes on.
    holding: frozenset


class SalesScript(models.Model):
    """Which script is for a deal: decided out of what is kept until a script changes."""

    _inherit = "sales.script"

    def _choose(self, deal):
        """Return the script of a deal, and why it is that one.

        :param deal: a ``crm.lead``
        :return: script, sentence; both empty where there is none for its stage
        """
        company = deal._get_script_company()
        facts = {name: get(deal) for name, get in CRITERIA.items()}
        scripts = self._get_scripts(company.id).get(deal.stage_id.id, ())
        choice = choose(scripts, facts)
        if not choice:
            return self.browse(), ""
        script = self.sudo().browse(choice.script)
        return script, script._get_why(deal, choice)

    def _get_why(self, deal, choice):
        """Return why the script was chosen, in a sentence."""
        values = {"stage": deal.stage_id.name, "count": choice.fitting}
        if not choice.criteria and choice.equal > 1:
            return self.env._(
                "For all deals in the stage %(stage)s. The first in order of the "
                "%(count)s scripts that fit equally.",
                stage=values["stage"],
                count=choice.equal,
            )
        if not choice.criteria:
            return self.env._("For all deals in the stage %(stage)s.", **values)
        values["criteria"] = format_list(
            self.env, [self._get_criterion_text(deal, name) for name in choice.criteria]
        )
        if choice.fitting == 1:
            return self.env._(
                "For deals in the stage %(stage)s: %(criteria)s.", **values
            )
        if choice.equal > 1:
            return self.env._(
                "For deals in the stage %(stage)s: %(criteria)s. The first in order of the "
                "%(equal)s scripts that are the most specific.",
                equal=choice.equal,
                **values,
            )
        return self.env._(
            "For deals in the stage %(stage)s: %(criteria)s. The most specific of the "
            "%(count)s scripts that fit.",
            **values,
        )

    def _get_criterion_text(self, deal, name):
        """Return by which of its values a deal fits a criterion."""
        field = self._fields[name]
        if field.type == "selection":
            return dict(field._description_selection(self.env))[self[name]]
        texts = {
            "team_ids": self.env._("sales team %s", deal.team_id.name),
            "product_categ_ids": self.env._(
                "product category %s", deal.sales_product_categ_id.display_name
            ),
            "medium_ids": self.env._("channel %s", deal.medium_id.name),
            "lang_ids": self.env._("language %s", deal.lang_id.name),
        }
        return texts[name]

    @api.model
    @tools.ormcache("company_id")
    def _get_scripts(self, company_id):
        """Return ``{stage: scripts}`` of a company, as ``tools/script_choice.py`` takes
        them: those in force that have been published.
        """
        found = {}
        scripts = self._get_in_force().search(
            [("version_id", "!=", False), ("company_id", "in", [False, company_id])]
        )
        for index, script in enumerate(scripts):
            ready = Script(script.id, (index,), script._get_asked())
            for stage in script.stage_ids:
                found.setdefault(stage.id, []).append(ready)
        return found

    @api.model
    def _get_in_force(self):
        """Return the model to look for scripts with, whoever asks and however."""
        return self.sudo().with_context(active_test=True)

    def _get_asked(self):
        """Return the criteria that ask for something, with the values that fit."""
        asked = {}
        for name in CRITERIA:
            wanted = self[name]
            if wanted:
                is_choice = self._fields[name].type == "selection"
                asked[name] = frozenset([wanted] if is_choice else wanted.ids)
        return asked

    @api.model
    @tools.ormcache()
    def _get_watched(self):
        """Return the stages that a change of stage has to look at, as :class:`Watched`.

        A run can only begin where a script is in force, so that what is kept here need not
        be thrown away when one begins.
        """
        scripts = self._get_in_force().search([("version_id", "!=", False)])
        runs = self.env["sales.script.run"].sudo()
        runs.flush_model(["is_current", "stage_id", "version_id"])
        going_on = self.env.execute_query(
            SQL(
                """
                SELECT run.stage_id, BOOL_OR(version.has_required_checks)
                  FROM sales_script_run run
                  JOIN sales_script_version version ON version.id = run.version_id
                 WHERE run.is_current
              GROUP BY run.stage_id
                """
            )
        )
        holding = scripts.filtered("version_id.has_required_checks")
        return Watched(
            frozenset(scripts.stage_ids.ids) | {stage for stage, _holds in going_on},
            frozenset(holding.stage_ids.ids)
            | {stage for stage, holds in going_on if holds},
        )


def _get_categories(deal):
    """Return the category a client wants and those it lies in, the narrowest first."""
    path = deal.sales_product_categ_id.parent_path or ""
    return tuple(int(part) for part in reversed(path.split("/")) if part)


def _get_client_kind(deal):
    """Return whether the client had ordered before the deal came in, as funnels do."""
    since = deal.partner_id.commercial_partner_id.sudo().sales_first_order_date
    came_in = deal.create_date or fields.Datetime.now()
    return "current" if since and since < came_in else "new"
