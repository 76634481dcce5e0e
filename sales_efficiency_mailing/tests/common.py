from odoo.addons.sales_efficiency.tests.common import SalesEfficiencyCommon


class MailingCommon(SalesEfficiencyCommon):
    """A chain of the company, and who may walk through it.

    ada draws chains, anna's are the leads.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.email = "office@efficient.example"
        cls.topic = cls.env["mailing.topic"].create({"name": "Machines"})
        cls.chain = cls._create_chain()

    @classmethod
    def _create_chain(cls, **values):
        return cls.env["mailing.chain"].create(
            {
                "name": "Welcome",
                "company_id": cls.company.id,
                "user_id": cls.ada.id,
                "window": "any",
                **values,
            }
        )

    @classmethod
    def _add_step(cls, kind="letter", chain=None, after=None, **values):
        """Draw a step behind another one, or as the first one."""
        version = (chain or cls.chain).draft_version_id
        step = cls.env["mailing.chain.step"].create(
            {
                "name": f"{kind.capitalize()} {len(version.step_ids) + 1}",
                "version_id": version.id,
                "sequence": 10 * (len(version.step_ids) + 1),
                "kind": kind,
                **values,
            }
        )
        if after:
            after.next_id = step
        elif not version.first_step_id:
            version.first_step_id = step
        return step

    @classmethod
    def _write_letter(cls, step, subject="How machines are chosen", **values):
        """Write the letter of a step, or one more variant of it."""
        target = step.chain_id.target
        return cls.env["mailing.mailing"].create(
            {
                "subject": subject,
                "body_html": "<p>Dear reader, <a href='https://shop.example/a'>look</a></p>",
                "mailing_model_id": cls.env["ir.model"]._get_id(target),
                "email_from": "office@efficient.example",
                "chain_step_id": step.id,
                "user_id": cls.ada.id,
                **values,
            }
        )

    @classmethod
    def _create_lead(cls, name="Claire", **values):
        return cls.env["crm.lead"].create(
            {
                "name": f"{name} asks",
                "contact_name": name,
                "email_from": f"{name.lower()}@client.example",
                "type": "opportunity",
                "user_id": cls.anna.id,
                "team_id": cls.north.id,
                "company_id": cls.company.id,
                **values,
            }
        )
