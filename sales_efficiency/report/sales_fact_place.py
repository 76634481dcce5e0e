from datetime import UTC, datetime, time, timedelta

import pytz

from odoo import models
from odoo.tools import SQL

#: Around midnight, where clocks may be put forward or back.
CLOCK_MARGIN = timedelta(hours=2)


class Places:
    """What facts ask of companies and teams, read once for all sources."""

    def __init__(self, companies, teams):
        self.currencies = {company.id: company.currency_id.id for company in companies}
        #: Companies where a past meeting counts without an outcome.
        self.held_companies = companies.filtered(
            lambda company: company.sales_meeting_default_outcome == "held"
        ).ids
        zones = {
            company.id: company._get_sales_calendar().tz or "UTC"
            for company in companies
        }
        self.zone = next(iter(zones.values()), "UTC")
        self.team_zones = {team.id: team.sales_calendar_id.tz for team in teams}
        # A team without a zone of its own must not fall back on another company's:
        # once the companies differ, each is listed.
        self.company_zones = zones if set(zones.values()) != {self.zone} else {}
        if not self.company_zones:
            self.team_zones = {
                key: zone for key, zone in self.team_zones.items() if zone != self.zone
            }

        #: Wherever somebody works; whole days are those of UTC.
        self._zones = {"UTC", self.zone, *zones.values(), *self.team_zones.values()}

    def get_moments(self, date_from, date_to):
        """Return the first and the last moment, in UTC, of these days in any zone."""
        midnights = [
            [
                pytz.timezone(zone).localize(datetime.combine(day, time.min))
                for zone in self._zones
            ]
            for day in (date_from, date_to + timedelta(days=1))
        ]
        start, end = min(midnights[0]), max(midnights[1])
        return tuple(
            moment.astimezone(UTC).replace(tzinfo=None)
            for moment in (start - CLOCK_MARGIN, end + CLOCK_MARGIN)
        )


class SalesFact(models.Model):
    _inherit = "sales.fact"

    def _with_places(self):
        """Return ``self`` with :class:`Places` read, for as many queries as one call
        makes.
        """
        if isinstance(self.env.context.get("sales_fact_places"), Places):
            return self
        return self.with_context(sales_fact_places=self._get_places())

    def _get_places(self):
        """Return the places read before, else as they are now."""
        known = self.env.context.get("sales_fact_places")
        # A remote client's context may hold anything.
        if isinstance(known, Places):
            return known
        return Places(
            self.env["res.company"].sudo().search([], order="id"),
            self.env["crm.team"]
            .sudo()
            .with_context(active_test=False)
            # All of them, few as they are, and no more than is asked for: what a call
            # reads of teams later does not depend on which of them have a schedule.
            .search_fetch([], ["sales_calendar_id"], order="id")
            .filtered("sales_calendar_id"),
        )

    def _get_currency_sql(self, company):
        """Map the company to its currency without a join; companies are few."""
        cases = [
            SQL("WHEN %s THEN %s", key, currency)
            for key, currency in self._get_places().currencies.items()
        ]
        return SQL("CASE %s %s END", company, SQL(" ").join(cases))

    def _get_local_day_sql(self, moment, team, company):
        """Return the day of ``moment`` in the zone of the team, else of the company."""
        return SQL("(%s)::date", self._get_local_sql(moment, team, company))

    def _get_local_sql(self, moment, team, company):
        """Return ``moment`` on the clock of the team, else of the company."""
        places = self._get_places()
        cases = [
            SQL("WHEN %s = %s THEN %s", column, key, zone)
            for column, zones in (
                (team, places.team_zones),
                (company, places.company_zones),
            )
            for key, zone in zones.items()
        ]
        zone = SQL("%s", places.zone)
        if cases:
            zone = SQL("CASE %s ELSE %s END", SQL(" ").join(cases), zone)
        return SQL("(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)", moment, zone)
