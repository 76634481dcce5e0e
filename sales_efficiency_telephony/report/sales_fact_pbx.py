"""Sources of facts on the phone: talks by person, calls, and what became of missed ones.

What counts as answered and as missed is said here once; the report on calls and every
metric build on it.
"""

from odoo import models
from odoo.tools import SQL

from odoo.addons.sales_efficiency.report.sales_fact_source import CLIENT_JOIN, UTM

from ..tools.call_state import LIVE, MISSED

LEAD_FIELDS = (
    "sales_first_contact_at",
    "sales_given_at",
    "sales_response_minutes",
)


class SalesFact(models.Model):
    _inherit = "sales.fact"
    _depends = {
        "pbx.call": [
            "company_id",
            "direction",
            "state",
            "started_at",
            "user_id",
            "team_id",
            "partner_id",
            "lead_id",
            "missed_state",
            "missed_closed_at",
            "missed_minutes",
            "number_kind",
            "client_ref",
        ],
        "pbx.call.leg": [
            "call_id",
            "company_id",
            "user_id",
            "team_id",
            "outcome",
            "rang_at",
            "answered_at",
            "talk_seconds",
        ],
        "crm.lead": [*LEAD_FIELDS],
    }

    def _get_fact_sources(self):
        """Return the sources of calls as well."""
        return super()._get_fact_sources() | {
            "pbx_talk": [self._get_pbx_talk_source()],
            "pbx_outgoing": [self._get_pbx_outgoing_source()],
            "pbx_incoming": [self._get_pbx_call_source(self._get_pbx_incoming_sql())],
            "pbx_answered": [self._get_pbx_call_source(self._get_pbx_answered_sql())],
            "pbx_missed": [self._get_pbx_call_source(self._get_pbx_missed_sql())],
            "pbx_called_back": [self._get_pbx_called_back_source()],
            "first_response": [self._get_first_response_source()],
        }

    # ------------------------------------------------------------
    # WHAT COUNTS
    # ------------------------------------------------------------

    def _get_pbx_external_sql(self):
        """Return the condition of calls with the world outside that are over; without
        clicks that came to no call.
        """
        return SQL(
            """pbx.direction <> 'internal' AND %s AND pbx.state NOT IN %s
            AND NOT (pbx.state = 'failed' AND pbx.client_ref IS NOT NULL)""",
            self._get_pbx_outsider_sql(),
            tuple(LIVE),
        )

    def _get_pbx_outsider_sql(self):
        """Return the condition of calls with others than colleagues and own lines."""
        return SQL("pbx.number_kind IS DISTINCT FROM 'own'")

    def _get_pbx_answered_sql(self):
        """Return the condition of incoming calls in which somebody of ours talked."""
        return SQL(
            "(pbx.direction = 'in' AND pbx.state = 'answered' AND %s)",
            self._get_pbx_outsider_sql(),
        )

    def _get_pbx_missed_sql(self):
        """Return the condition of incoming calls that nobody took."""
        return SQL(
            "(pbx.direction = 'in' AND pbx.state IN %s AND %s)",
            tuple(MISSED),
            self._get_pbx_outsider_sql(),
        )

    def _get_pbx_incoming_sql(self):
        """Return the condition of what the share of answered calls is a share of."""
        return SQL(
            "(%s OR %s)", self._get_pbx_answered_sql(), self._get_pbx_missed_sql()
        )

    def _get_client_kind_sql(self, source):
        """Say neither new nor current of calls with one of several clients."""
        kind = super()._get_client_kind_sql(source)
        if source["model"] != "pbx.call":
            return kind
        return SQL(
            """CASE WHEN pbx.number_kind = 'several'
                     AND pbx.lead_id IS NULL AND contact.id IS NULL
               THEN NULL ELSE %s END""",
            kind,
        )

    # ------------------------------------------------------------
    # SOURCES
    # ------------------------------------------------------------

    def _get_pbx_call_source(self, condition):
        """Describe calls as a source, for whoever they belong to.

        :param condition: on ``pbx``
        """
        return (
            self._get_client_columns()
            | {
                "key": SQL("pbx.id"),
                "model": "pbx.call",
                "res_id": SQL("pbx.id"),
                "user_id": SQL("pbx.user_id"),
                "team_id": SQL("COALESCE(pbx.team_id, seller.sale_team_id)"),
                "company_id": SQL("pbx.company_id"),
                "amount": SQL("lead.expected_revenue"),
                "moment": SQL("pbx.started_at"),
                "from": SQL(
                    """
                    pbx_call pbx
                    LEFT JOIN res_users seller ON seller.id = pbx.user_id %s
                    """,
                    self._get_pbx_client_join(),
                ),
                "where": condition,
            }
            | {name: SQL("lead.%s", SQL.identifier(name)) for name in UTM}
        )

    def _get_pbx_client_join(self):
        return SQL(
            "LEFT JOIN crm_lead lead ON lead.id = pbx.lead_id %s",
            SQL(CLIENT_JOIN, SQL("COALESCE(pbx.partner_id, lead.partner_id)")),
        )

    def _get_pbx_outgoing_source(self):
        """Describe calls made as a source: they are of who dialled, wherever they went."""
        return self._get_pbx_call_source(
            SQL("%s AND pbx.direction = 'out'", self._get_pbx_external_sql())
        ) | {
            "user_id": SQL("COALESCE(dialled.user_id, pbx.user_id)"),
            "team_id": SQL(
                "COALESCE(dialled.team_id, pbx.team_id, seller.sale_team_id)"
            ),
            "from": SQL(
                """
                pbx_call pbx
                LEFT JOIN LATERAL (
                    SELECT leg.user_id, leg.team_id FROM pbx_call_leg leg
                     WHERE leg.call_id = pbx.id
                  ORDER BY leg.rang_at NULLS LAST, leg.id LIMIT 1
                ) dialled ON TRUE
                LEFT JOIN res_users seller
                  ON seller.id = COALESCE(dialled.user_id, pbx.user_id) %s
                """,
                self._get_pbx_client_join(),
            ),
        }

    def _get_pbx_talk_source(self):
        """Describe each person's part in talks as a source: a transfer makes two."""
        return self._get_pbx_call_source(
            SQL("leg.outcome = 'talked' AND %s", self._get_pbx_external_sql())
        ) | {
            "key": SQL("leg.id"),
            "user_id": SQL("leg.user_id"),
            "team_id": SQL("COALESCE(leg.team_id, seller.sale_team_id, pbx.team_id)"),
            "company_id": SQL("leg.company_id"),
            "moment": SQL("COALESCE(leg.answered_at, leg.rang_at)"),
            "minutes": SQL("leg.talk_seconds / 60"),
            "from": SQL(
                """
                pbx_call_leg leg JOIN pbx_call pbx ON pbx.id = leg.call_id
                LEFT JOIN res_users seller ON seller.id = leg.user_id %s
                """,
                self._get_pbx_client_join(),
            ),
        }

    def _get_pbx_called_back_source(self):
        """Describe missed calls that were called back as a source, when they were."""
        return self._get_pbx_call_source(SQL("pbx.missed_state = 'called_back'")) | {
            "moment": SQL("pbx.missed_closed_at"),
            "minutes": SQL("pbx.missed_minutes"),
        }

    def _get_first_response_source(self):
        """Describe first contacts with leads as a source, with how long they took."""
        return (
            self._get_client_columns()
            | {
                "key": SQL("lead.id"),
                "model": "crm.lead",
                "res_id": SQL("lead.id"),
                "user_id": SQL("lead.user_id"),
                "team_id": SQL("lead.team_id"),
                "company_id": SQL("COALESCE(lead.company_id, team.company_id)"),
                "amount": SQL("lead.expected_revenue"),
                "moment": SQL("lead.sales_first_contact_at"),
                "minutes": SQL("lead.sales_response_minutes"),
                "from": SQL(
                    """
                    crm_lead lead LEFT JOIN crm_team team ON team.id = lead.team_id %s
                    """,
                    SQL(CLIENT_JOIN, SQL("lead.partner_id")),
                ),
                "where": SQL(
                    """
                    lead.sales_first_contact_at IS NOT NULL
                    AND lead.sales_given_at IS NOT NULL
                    """
                ),
            }
            | {name: SQL("lead.%s", SQL.identifier(name)) for name in UTM}
        )

    def _get_measures(self, source):
        """Return minutes as well, where a source has some."""
        return super()._get_measures(source) | {
            "minutes": source.get("minutes", SQL("NULL"))
        }
