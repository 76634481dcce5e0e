"""Funnels of the loaded department, and the same by plain Python over the csv files."""

from datetime import date
from statistics import median

#: Stages in which the loader puts deals, by how the files call them.
FURTHEST = {"Prospecting": 0, "Engaging": 1, "Lost": 1, "Won": 3}


class FunnelChecks:
    """Tests of ``TestRealPipeline``; ``self.plain`` holds the rows of the files."""

    def _get_funnel(self, split=False, domain="[]"):
        """Return the columns of a funnel of all deals there are, by name."""
        funnel = self.env["sales.funnel"].create(
            {"name": "Real", "split_by": split, "domain": domain}
        )
        picture = self._model("sales.funnel").get_picture(
            {
                "funnel_id": funnel.id,
                "date_from": "2016-01-01",
                "date_to": "2017-12-31",
            }
        )
        return {column["name"]: column for column in picture["columns"]}

    def _assert_column(self, column, deals):
        """Compare a column with the rows it has to be made of."""
        won = [deal for deal in deals if deal["deal_stage"] == "Won"]
        self.assertEqual(column["deals"], len(deals))
        self.assertEqual(column["won"], len(won))
        self.assertEqual(
            column["lost"], sum(deal["deal_stage"] == "Lost" for deal in deals)
        )
        self.assertAlmostEqual(column["rate"], 100 * len(won) / len(deals))
        self.assertEqual(
            [step["reached"] for step in column["steps"]],
            [
                sum(FURTHEST[deal["deal_stage"]] >= stage for deal in deals)
                for stage in range(4)
            ],
        )
        days = [
            (deal["day"] - date.fromisoformat(deal["engage_date"])).days for deal in won
        ]
        # Clocks are changed in between: an hour more or less.
        self.assertAlmostEqual(column["days_to_win"], median(days), delta=0.05)
        self.assertAlmostEqual(column["actual"], sum(deal["value"] for deal in won), 2)

    def test_funnel_of_everybody(self):
        self._assert_column(self._get_funnel()["All deals"], self.plain.deals)

    def test_funnels_of_people_and_offices(self):
        people = self._get_funnel("user_id")
        # As many as are shown; the others are reached by choosing a person.
        self.assertEqual(len(people), 2 + 12)
        for name in set(people) - {"All deals", "Period before"}:
            deals = [one for one in self.plain.deals if one["sales_agent"] == name]
            self._assert_column(people[name], deals)
        offices = self._get_funnel("team_id")
        for office in set(self.plain.offices.values()):
            deals = [
                one
                for one in self.plain.deals
                if self.plain.offices[one["sales_agent"]] == office
            ]
            self._assert_column(offices[office], deals)

    def test_funnels_of_products_and_their_series(self):
        for product in {deal["product"] for deal in self.plain.deals} - {"GTXPro"}:
            names = {product, "GTXPro"} if product == "GTX Pro" else {product}
            deals = [one for one in self.plain.deals if one["product"] in names]
            domain = f"[('lead_id.name', '=like', '%{product}')]"
            self._assert_column(self._get_funnel(domain=domain)["All deals"], deals)
        columns = self._get_funnel("product_categ_id")
        for series in set(self.plain.series.values()):
            deals = [
                one
                for one in self.plain.deals
                if self.plain.series[one["product"].replace(" ", "")] == series
            ]
            [column] = [
                column for name, column in columns.items() if name.endswith(series)
            ]
            self._assert_column(column, deals)
