from ..common import MailingCommon


class DrawnCommon(MailingCommon):
    """A chain that is drawn and can be published::

    greeting (letter) -> pause (wait) -> opened? (branch) -- opened --> offer (letter)
                                               |
                                           otherwise
                                               v
                                         reminder (letter)
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.steps = cls.env["mailing.chain.step"]
        cls.lead = cls._create_lead()
        cls.greeting = cls._add_step(name="Greeting")
        cls.pause = cls._add_step("wait", after=cls.greeting, name="Pause")
        cls.branch = cls._add_step("branch", after=cls.pause, name="Opened?")
        cls.reminder = cls._add_step(after=cls.branch, name="Reminder")
        cls.show = cls._add_step(name="Show", part="selling")
        cls.way = cls.env["mailing.chain.way"].create(
            {
                "step_id": cls.branch.id,
                "condition": "opened",
                "target_id": cls.show.id,
            }
        )
        for step in (cls.greeting, cls.reminder, cls.show):
            cls._write_letter(step, f"{step.name} of machines")
        cls.draft = cls.chain.draft_version_id

    @classmethod
    def _put_on_the_way(cls, step, *leads, state="running", **values):
        """Let leads stand at a step, as the engine leaves them."""
        return cls.env["mailing.chain.participant"].create(
            [
                {
                    "chain_id": step.chain_id.id,
                    "company_id": step.company_id.id,
                    "version_id": step.version_id.id,
                    "step_id": step.id,
                    "res_model": "crm.lead",
                    "res_id": lead.id,
                    "name": lead.contact_name,
                    "email_normalized": lead.email_normalized,
                    "user_id": lead.user_id.id,
                    "state": state,
                    "wake_at": "2026-12-01 08:00:00",
                    **values,
                }
                for lead in leads
            ]
        )

    def _get_problems(self, version=None):
        """Return all sentences about what has to be mended."""
        problems = (version or self.draft)._find_problems()
        return " ".join(text for texts in problems.values() for text in texts)
