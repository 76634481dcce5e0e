from datetime import timedelta

from odoo import api, models
from odoo.tools import float_round, format_date, formatLang, get_lang

#: Days of history in the small curve of a card.
TREND_DAYS = 14
#: How far ahead the end of an absence is looked for.
ABSENCE_DAYS = 60


class SalesBoard(models.Model):
    """What a card shows beside the pace: curve, norms, absence, what to do today."""

    _inherit = "sales.board"

    @api.model
    def _get_cards(self, rows, day):
        """Return the side figures of many people's rows, in a constant number of
        queries.

        :param rows: :class:`PaceRow` of people, one metric
        :return: ``{user_id: {"trend", "norms", "leave_until", "todo"}}``
        """
        if not rows:
            return {}
        # In any case, so that the number of queries does not depend on who is behind.
        rows[0].company.currency_id.fetch(["symbol", "position"])
        users = self.env["res.users"].browse({row.user_id for row in rows})
        trends = self._get_trends(rows[0].metric, users, day)
        norms = self.env["sales.norm"]._get_norm_rows(users, day)
        off = {row.user_id for row in rows if row.days.get(day) == 0}
        away = self._get_absences(users.browse(off), day)
        cards, texts = {}, {}
        for row in rows:
            card = {
                "trend": trends[row.user_id],
                "norms": norms.get(row.user_id, []),
                "leave_until": away.get(row.user_id),
            }
            card["todo"] = self._get_todo(row, card, texts)
            cards[row.user_id] = card
        return cards

    @api.model
    def _get_trends(self, metric, users, day):
        """Return ``{user_id: [value of each of the last days]}``, oldest first."""
        start = day - timedelta(days=TREND_DAYS - 1)
        totals = self.env["sales.fact"]._get_people_totals(
            metric, start, day, users.ids, by_day=True
        )[metric]
        trends = {user_id: [0.0] * TREND_DAYS for user_id in users.ids}
        for (user_id, moment), value in totals.items():
            trends[user_id][(moment - start).days] = round(value, 2)
        return trends

    @api.model
    def _get_absences(self, users, day):
        """Return ``{user_id: last day away}`` of who should work on ``day`` but is
        away.

        An absence without an end in sight ends with the days looked at.
        """
        last = day + timedelta(days=ABSENCE_DAYS)
        away = {}
        for user_id, weights in users._get_sales_working_days(day, last).items():
            if weights.get(day) == 0:
                back = min((d for d, weight in weights.items() if weight), default=None)
                away[user_id] = str(back - timedelta(days=1) if back else last)
        return away

    @api.model
    def _get_todo(self, row, card, texts):
        """Say in one sentence what is left to do, empty when all is well.

        :param dict texts: what was said to others already, and the language it is said in
        """
        if card["leave_until"]:
            return self.env._(
                "Away until %(day)s",
                day=format_date(
                    self.env, card["leave_until"], date_format="EEEE d MMMM"
                ),
            )
        left = [
            self._get_left_text(norm["name"], norm["target"] - norm["done"], texts)
            for norm in card["norms"]
            if norm["period"] == "day"
            and not norm["is_quality"]
            and norm["is_met"] is False
        ]
        if left:
            return self.env._("Left for today: %(list)s", list=", ".join(left))
        if row.pace.status in ("behind", "far_behind") and row.pace.needed_per_day:
            amount = self._format_value(row, row.pace.needed_per_day, texts)
            return self.env._(
                "Back on plan with %(amount)s on each remaining day", amount=amount
            )
        return ""

    @api.model
    def _get_left_text(self, name, count, texts):
        if (name, count) not in texts:
            texts[name, count] = self.env._(
                "%(count)s × %(metric)s",
                count=formatLang(self.env, count, digits=0),
                metric=name,
            )
        return texts[name, count]

    @api.model
    def _format_value(self, row, value, texts):
        """Write a figure with the unit of its metric."""
        if row.metric.unit == "money":
            currency = row.company.currency_id
            # Halves go up, as on the card's other figures; formatting alone goes to even.
            whole = float_round(value, precision_digits=0)
            if get_lang not in texts:
                texts[get_lang] = self.env["res.lang"].browse(get_lang(self.env).id)
            written = texts[get_lang].format("%.0f", whole, grouping=True)
            parts = [currency.symbol, written]
            if currency.position == "after":
                parts.reverse()
            return "\N{NO-BREAK SPACE}".join(parts)
        return formatLang(self.env, value, digits=1)
