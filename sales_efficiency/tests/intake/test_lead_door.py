from ..common import SalesEfficiencyCommon


class TestLeadDoor(SalesEfficiencyCommon):
    def test_a_lead_says_how_it_came(self):
        lead = self.env["crm.lead"].create({"name": "Typed in"})
        self.assertEqual(lead.sales_door_id.kind, "manual")
        imported = self.env["crm.lead"].with_context(import_file=True)
        self.assertEqual(
            imported.create({"name": "From a file"}).sales_door_id.kind, "import"
        )
