from ..common import SalesEfficiencyCommon


class IntakeCommon(SalesEfficiencyCommon):
    """A landing page of the company's, with a key."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.door = cls._create_door("Spring Page", sites="https://shop.example.com")
        cls.key = cls._make_key(cls.door)
        cls.requests = cls.env["sales.lead.request"]

    @classmethod
    def _create_door(cls, name, **values):
        return cls.env["sales.lead.door"].create(
            {"name": name, "company_id": cls.company.id, **values}
        )

    @classmethod
    def _make_key(cls, door):
        return door.action_make_key()["context"]["default_key"]

    @classmethod
    def _take(cls, *items, door=None):
        """Take what was sent as the endpoint does, and return the requests."""
        door = (door or cls.door)._in_own_rights()
        requests = door._receive(door._read_requests(list(items)))
        requests._open_leads()
        return requests

    @classmethod
    def _open(cls, door=None, **sent):
        """Take what was sent and return the lead made of it."""
        return cls._take(sent, door=door).lead_id

    def _get_notes(self, lead):
        return " ".join(lead.message_ids.mapped("body"))
