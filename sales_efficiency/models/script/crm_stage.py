from odoo import api, models, tools


class CrmStage(models.Model):
    """Scripts hold deals that go on: which stages come after which."""

    _inherit = "crm.stage"

    @api.model
    def _get_script_places(self):
        """Return ``{stage: (place in the pipeline, whether deals are won there)}``."""
        return self._get_script_places_in(self.env.lang)

    @api.model
    @tools.ormcache("lang")
    def _get_script_places_in(self, lang):
        """Return the places as the pipeline shows them: stages of the same sequence stand
        by their names.
        """
        stages = self.sudo().with_context(lang=lang).search([])
        return {stage.id: (place, stage.is_won) for place, stage in enumerate(stages)}

    def write(self, vals):
        """Forget the places where they change."""
        if {"name", "is_won"} & vals.keys():
            self.env.registry.clear_cache()
        return super().write(vals)
