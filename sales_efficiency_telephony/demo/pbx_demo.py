import random

from odoo import Command, api, models

from .habits import PHONES, RECEPTION, RIGHTS

SEED = 1017


class PbxDemo(models.AbstractModel):
    """Four weeks of calls of the demonstration department, up to today.

    They are told to the inbox as a phone system would tell of them: clients, deals, talk
    time and missed calls are what the addon makes of that. Called by the files of
    ``demo/`` alone.
    """

    _name = "pbx.demo"
    _inherit = "sales.demo"
    _description = "Demonstration of Telephony"

    @api.model
    def _load(self):
        """Make phones, calls, recordings and reviews, once."""
        company = self.env.ref("base.main_company")
        quiet = self.sudo().with_company(company)
        quiet = quiet.with_context(
            tracking_disable=True,
            mail_create_nosubscribe=True,
            mail_create_nolog=True,
            mail_notrack=True,
            mail_activity_quick_update=True,
        )
        provider = quiet._get_own("pbx_provider_demo")
        if quiet.env["pbx.call"].search_count([("provider_id", "=", provider.id)]):
            return
        rng = random.Random(SEED)
        last = quiet._get_last("mail.mail")
        quiet._give_rights()
        quiet._make_phones(provider)
        quiet._make_phone_calls(provider, rng)
        quiet._make_quality(provider, rng)
        # Letters about what is not real are for nobody.
        quiet.env["mail.mail"].search([("id", ">", last)]).unlink()

    def _get_own(self, name):
        return self.env.ref(f"sales_efficiency_telephony.{name}")

    def _get_last(self, model):
        return self.env[model].search([], order="id desc", limit=1).id or 0

    def _give_rights(self):
        for right, slugs in RIGHTS.items():
            users = [self._ref(f"res_users_{slug}").id for slug in slugs]
            self._get_own(f"group_recording_{right}").write(
                {"user_ids": [Command.link(user_id) for user_id in users]}
            )

    def _make_phones(self, provider):
        phones = [
            {"number": number, "user_id": self._ref(f"res_users_{slug}").id}
            for slug, number in PHONES.items()
        ]
        # Who administers may be rung, to see the call card.
        phones.append({"number": "150", "user_id": self.env.ref("base.user_admin").id})
        self.env["pbx.extension"].create(
            [
                {**phone, "provider_id": provider.id}
                for phone in [*phones, {"number": RECEPTION}]
            ]
        )
