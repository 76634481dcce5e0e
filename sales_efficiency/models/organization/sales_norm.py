from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL


class SalesNorm(models.Model):
    """How much work, or how good, is expected in a day or a week.

    A norm is for one person, for a position or for everyone. Of one metric the
    narrowest norms count: a person's own beat those of the position, these beat
    everyone's. What is done of them is told by :meth:`_get_norm_rows`.
    """

    _name = "sales.norm"
    _description = "Sales Norm"
    _inherit = ["sales.live.mixin"]
    _order = "metric_id, scope, position_id, user_id, period, date_from, id"
    _check_company_auto = True

    metric_id = fields.Many2one(
        comodel_name="sales.metric",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
        help="What is counted: calls, meetings, quotations. A ratio such as the average "
        "deal makes a quality norm.",
    )
    unit = fields.Selection(related="metric_id.unit")
    is_quality = fields.Boolean(
        string="Quality Norm", compute="_compute_is_quality", store=True
    )
    bound = fields.Selection(
        selection=[("min", "At least"), ("max", "At most")],
        compute="_compute_bound",
        store=True,
        readonly=False,
        help="Quality norms only: which side of the amount is the good one.",
    )
    amount = fields.Float(
        required=True,
        help="Work for a full day, or for a normal week of the working schedule. Days and "
        "half days off make it smaller by themselves. Zero frees from a wider norm.",
    )
    period = fields.Selection(
        selection=[("day", "A day"), ("week", "A week")], required=True, default="day"
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    position_id = fields.Many2one(
        comodel_name="sales.position",
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
        help="For everybody who holds this position.",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Person",
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
        domain="[('share', '=', False)]",
        help="For this person alone, instead of the position's norm and everyone's.",
    )
    scope = fields.Selection(
        selection=[
            ("person", "A person"),
            ("position", "A position"),
            ("all", "Everyone"),
        ],
        string="Applies To",
        compute="_compute_scope",
        store=True,
        help="Leave person and position empty for a norm that everyone has.",
    )
    date_from = fields.Date(string="Valid From", help="Empty: since ever.")
    date_to = fields.Date(
        string="Valid Until", help="Last day. Empty: until further notice."
    )
    active = fields.Boolean(default=True)

    _amount_check = models.Constraint(
        "CHECK (amount >= 0)",
        "The amount of a norm cannot be negative: enter zero or more.",
    )
    _dates_check = models.Constraint(
        "CHECK (date_from IS NULL OR date_to IS NULL OR date_from <= date_to)",
        "A norm must be valid from a day before its last one: correct the dates.",
    )
    _scope_check = models.Constraint(
        "CHECK (position_id IS NULL OR user_id IS NULL)",
        "A norm is for a person or for a position: leave one of the two empty.",
    )
    # Ranges stand for plain numbers here: they can be excluded without an extension of
    # the database, which alone sees what two users save at the same moment.
    _overlap_excl = models.Constraint(
        """
        EXCLUDE USING gist (
            int4range(company_id, company_id, '[]') WITH &&,
            int4range(metric_id, metric_id, '[]') WITH &&,
            int4range(COALESCE(position_id, 0), COALESCE(position_id, 0), '[]') WITH &&,
            int4range(COALESCE(user_id, 0), COALESCE(user_id, 0), '[]') WITH &&,
            int4range(ascii(period::text), ascii(period::text), '[]') WITH &&,
            int4range(
                ascii(right(COALESCE(bound, ''), 1)),
                ascii(right(COALESCE(bound, ''), 1)),
                '[]'
            ) WITH &&,
            daterange(date_from, date_to, '[]') WITH &&
        ) WHERE (active) DEFERRABLE INITIALLY DEFERRED
        """,
        "There is a norm already for the same metric, period and people at that time: "
        "change it, or let one end before the other begins.",
    )

    # ------------------------------------------------------------
    # CONSTRAINTS
    # ------------------------------------------------------------

    @api.constrains(
        "metric_id",
        "position_id",
        "user_id",
        "company_id",
        "period",
        "bound",
        "date_from",
        "date_to",
        "active",
    )
    def _check_overlap(self):
        """Name the norm that is in the way.

        The constraint of the table is asked afterwards, while its error can still be
        told: it waits for others who save a norm right now, whom no search can see.
        """
        for norm in self.filtered("active"):
            other = self.search(norm._get_overlap_domain(), limit=1)
            if other:
                raise ValidationError(
                    self.env._(
                        "%(norm)s: there is a norm already for the same people at that "
                        "time, %(other)s. Change it, or let one end before the other "
                        "begins.",
                        norm=norm.display_name,
                        other=other.display_name,
                    )
                )
        for mode in ("IMMEDIATE", "DEFERRED"):
            self.env.cr.execute(
                SQL("SET CONSTRAINTS sales_norm_overlap_excl %s", SQL(mode))
            )

    @api.constrains("bound", "metric_id")
    def _check_bound(self):
        for norm in self:
            if norm.is_quality and not norm.bound:
                raise ValidationError(
                    self.env._(
                        "%(metric)s is a ratio: say whether the norm is at least or at "
                        "most the amount.",
                        metric=norm.metric_id.name,
                    )
                )

    def _get_overlap_domain(self):
        """Return the domain of norms that say something else about the same thing."""
        self.ensure_one()
        domain = Domain("id", "!=", self.id) & Domain.AND(
            Domain(name, "=", self[name].id)
            for name in ("metric_id", "company_id", "position_id", "user_id")
        )
        domain &= Domain("period", "=", self.period) & Domain("bound", "=", self.bound)
        return domain & self._get_validity_domain(self.date_from, self.date_to)

    @api.model
    def _get_validity_domain(self, date_from, date_to):
        """Return the domain of norms that are valid on some day of a period."""
        domain = Domain.TRUE
        if date_to:
            domain &= Domain("date_from", "=", False) | Domain(
                "date_from", "<=", date_to
            )
        if date_from:
            domain &= Domain("date_to", "=", False) | Domain("date_to", ">=", date_from)
        return domain

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("metric_id.kind")
    def _compute_is_quality(self):
        for norm in self:
            norm.is_quality = norm.metric_id.kind == "ratio"

    @api.depends("is_quality")
    def _compute_bound(self):
        for norm in self:
            norm.bound = norm.is_quality and (norm.bound or "min")

    @api.depends("position_id", "user_id")
    def _compute_scope(self):
        for norm in self:
            norm.scope = (
                "person" if norm.user_id else "position" if norm.position_id else "all"
            )

    @api.depends("metric_id.name", "period", "position_id.name", "user_id.name")
    def _compute_display_name(self):
        for norm in self:
            people = (
                norm.user_id.name or norm.position_id.name or self.env._("everyone")
            )
            texts = {
                "day": self.env._("%(metric)s a day, %(people)s"),
                "week": self.env._("%(metric)s a week, %(people)s"),
            }
            text = texts.get(norm.period, "%(metric)s")
            norm.display_name = text % {
                "metric": norm.metric_id.name or "",
                "people": people,
            }

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    def write(self, vals):
        """Change norms; they stay with people one sets norms for."""
        done = super().write(vals)
        if {"user_id", "position_id", "company_id"} & set(vals):
            self.check_access("write")
        return done

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    @api.model
    def _get_norms_in_force(self, users, date):
        """Return ``{user_id: norms}``: of each metric the narrowest ones valid on a day."""
        domain = (
            Domain("company_id", "=", self.env.company.id)
            & Domain("user_id", "in", [False, *users.ids])
            & Domain("position_id", "in", [False, *users.sales_position_id.ids])
            & Domain("metric_id.active", "=", True)
            & self._get_validity_domain(date, date)
        )
        by_scope = defaultdict(lambda: defaultdict(self.browse))
        found = self.search(domain)
        # Read with one query each, whichever of the norms count in the end.
        metrics = found.metric_id
        metrics |= metrics.numerator_id | metrics.denominator_id
        metrics.mapped("kind")
        for norm in found:
            by_scope[norm.user_id, norm.position_id][norm.metric_id] |= norm
        nobody, nowhere = users.browse(), users.sales_position_id.browse()
        in_force = {}
        # People of one position without norms of their own have the same ones.
        merged = {}
        with_own = {user.id for user, _position in by_scope}
        for user in users:
            position = user.sales_position_id
            scopes = [(nobody, nowhere), (nobody, position)]
            key = position.id
            if user.id in with_own:
                scopes.append((user, nowhere))
                key = (position.id, user.id)
            if key not in merged:
                merged[key] = self._merge_scopes(*map(by_scope.get, scopes))
            in_force[user.id] = merged[key]
        return in_force

    @api.model
    def _merge_scopes(self, *scopes):
        """Merge ``{metric: norms}`` from wide to narrow; zero frees from a wider norm."""
        merged = {}
        for scope in scopes:
            merged |= scope or {}
        norms = self.concat(*merged.values())
        return norms.filtered("amount").sorted(
            lambda norm: (norm.metric_id.sequence, norm.metric_id.id, norm.period)
        )

    @api.model
    def _get_live_fields(self):
        return ("active",), ("amount", "date_from", "date_to", "user_id", "position_id")
