from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL, format_date

from .sales_plan_line import SCOPE_FIELDS

#: Same thing counted twice: same owner, metric, kind of period and scope, days in common.
OVERLAP_QUERY = """
    SELECT line.id, other.id
      FROM sales_plan_line line
      JOIN sales_plan_line other
        ON other.id != line.id
       AND other.company_id = line.company_id
       AND other.period_type = line.period_type
       AND other.metric_id = line.metric_id
       AND COALESCE(other.user_id, 0) = COALESCE(line.user_id, 0)
       AND (line.user_id IS NOT NULL
            OR COALESCE(other.team_id, 0) = COALESCE(line.team_id, 0))
       AND COALESCE(other.date_from, other.date_start)
           <= COALESCE(line.date_to, line.date_end)
       AND COALESCE(other.date_to, other.date_end)
           >= COALESCE(line.date_from, line.date_start)
       AND %s
     WHERE line.id = ANY(%s)
  ORDER BY line.id, other.id
     LIMIT 1
"""
#: Dimensions of facts, in the order of SCOPE_FIELDS, by the first step to them.
FACT_DIMENSIONS = {name: path.partition(".")[0] for name, path in SCOPE_FIELDS.items()}


class SalesPlanLine(models.Model):
    """What a line may not say, each in a sentence with the remedy."""

    _inherit = "sales.plan.line"

    # ------------------------------------------------------------
    # WRITING
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Add targets to plans that are not closed."""
        vals_list = [dict(vals) for vals in vals_list]
        for vals in vals_list:
            self._check_target_vals(vals)
            # An empty column of a spreadsheet is no wish to have no team.
            if vals.get("user_id") and not vals.get("team_id"):
                vals.pop("team_id", None)
        lines = super().create(vals_list)
        lines.plan_id._check_open()
        return lines

    def write(self, vals):
        """Change targets of plans that are not closed, and of people one plans for."""
        self._check_target_vals(vals)
        self.plan_id._check_open()
        done = super().write(vals)
        if {"plan_id", "user_id", "team_id"} & set(vals):
            self.plan_id._check_open()
            self.check_access("write")
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_if_open(self):
        self.plan_id._check_open()

    def _check_target_vals(self, vals):
        """Refuse a negative target before the database does, and say whose it is."""
        if (vals.get("target") or 0) >= 0:
            return
        owner = self[:1].display_name
        if not self:
            user = self.env["res.users"].browse(vals.get("user_id"))
            team = self.env["crm.team"].browse(vals.get("team_id"))
            metric = self.env["sales.metric"].browse(vals.get("metric_id"))
            whose = user.name or team.name or self.env._("Department")
            owner = f"{whose}: {metric.name or ''}"
        raise ValidationError(
            self.env._(
                "%(line)s: the target %(target)s is negative. Enter zero or more.",
                line=owner,
                target=str(vals["target"]).removesuffix(".0"),
            )
        )

    # ------------------------------------------------------------
    # CONSTRAINTS
    # ------------------------------------------------------------

    @api.constrains("plan_id", "metric_id", "user_id", "team_id", "level")
    def _check_owner(self):
        for line in self:
            problem = line._get_owner_problem()
            if problem:
                raise ValidationError(problem)

    def _get_owner_problem(self):
        """Say what is wrong with whose target it is, nothing if all is well."""
        company, user = self.company_id, self.user_id.sudo()
        names = {"line": self.display_name, "company": company.name}
        if self.level == "user" and not user:
            return self.env._("%(line)s: choose the salesperson.", **names)
        if self.level == "team" and not self.team_id:
            return self.env._("%(line)s: choose the sales team.", **names)
        if user.share:
            return self.env._(
                "%(line)s: only people who work here have targets, no portal users.",
                **names,
            )
        if user and company not in user.company_ids:
            return self.env._(
                "%(line)s: this person does not work in %(company)s. Choose somebody "
                "who does, or give access to that company.",
                **names,
            )
        if self.team_id.sudo().company_id not in (company, company.browse()):
            return self.env._(
                "%(line)s: the sales team %(team)s is not one of %(company)s.",
                team=self.team_id.sudo().name,
                **names,
            )
        if self.metric_id.sudo().company_id not in (company, company.browse()):
            return self.env._(
                "%(line)s: this metric is not one of %(company)s. Choose another one.",
                **names,
            )
        return None

    @api.constrains("date_from", "date_to", "plan_id")
    def _check_window(self):
        for line in self:
            start, end = line.date_start, line.date_end
            names = {
                "line": line.display_name,
                "plan": line.plan_id.name,
                "start": format_date(self.env, start),
                "end": format_date(self.env, end),
            }
            for name in ("date_from", "date_to"):
                if line[name] and not start <= line[name] <= end:
                    raise ValidationError(
                        self.env._(
                            "%(line)s: %(day)s is outside %(plan)s. Choose a day from "
                            "%(start)s to %(end)s, or leave it empty.",
                            day=format_date(self.env, line[name]),
                            **names,
                        )
                    )
            if line.date_from and line.date_to and line.date_from > line.date_to:
                raise ValidationError(
                    self.env._(
                        "%(line)s: it begins after it ends. Correct From or Until.",
                        **names,
                    )
                )

    @api.constrains("metric_id", *SCOPE_FIELDS)
    def _check_scope(self):
        for line in self.filtered("has_scope"):
            problem = line._get_scope_problem()
            if problem:
                raise ValidationError(problem)

    def _get_scope_problem(self):
        """Say why the metric cannot be narrowed like this, nothing if it can."""
        names = {"line": self.display_name, "metric": self.metric_id.name}
        known = self.env["sales.fact"]._get_dimensions(self.metric_id)
        for name, dimension in FACT_DIMENSIONS.items():
            if not self[name] or dimension in known:
                continue
            if name == "product_categ_id":
                return self.env._(
                    "%(line)s: %(metric)s counts whole documents, which have no product "
                    "category. Choose a metric by product, such as Ordered revenue by "
                    "product.",
                    **names,
                )
            return self.env._(
                "%(line)s: what %(metric)s counts has no %(field)s. Leave it empty, or "
                "choose another metric.",
                field=self._fields[name]._description_string(self.env),
                **names,
            )
        if self.state_id and self.state_id.country_id != self.country_id:
            return self.env._(
                "%(line)s: the region %(state)s is not in %(country)s. Correct one of "
                "the two.",
                state=self.state_id.name,
                country=self.country_id.name,
                **names,
            )
        if self.client_kind and self.metric_id.client_kind != "any":
            return self.env._(
                "%(line)s: %(metric)s says by itself which clients count. Leave Clients "
                "empty.",
                **names,
            )
        return None

    @api.constrains(
        "plan_id",
        "metric_id",
        "user_id",
        "team_id",
        "date_from",
        "date_to",
        *SCOPE_FIELDS,
    )
    def _check_overlap(self):
        """Refuse lines that count the same thing as another one, with both names.

        One query for all. Months beside quarters and years are different plans; so is
        a part (a channel, a category) beside its whole, which no sum adds to it. The
        constraint of the table is asked afterwards, while its error can still be told:
        it waits for others who save a plan right now, whom no search can see.
        """
        self.flush_model()
        same_scope = SQL(" AND ").join(
            SQL(
                "other.%(name)s IS NOT DISTINCT FROM line.%(name)s",
                name=SQL.identifier(name),
            )
            for name in SCOPE_FIELDS
        )
        found = self.env.execute_query(SQL(OVERLAP_QUERY, same_scope, self.ids))
        if found:
            line, other = (self.sudo().browse(key) for key in found[0])
            raise ValidationError(line._get_overlap_message(other))
        for mode in ("IMMEDIATE", "DEFERRED"):
            self.env.cr.execute(
                SQL("SET CONSTRAINTS sales_plan_line_overlap_excl %s", SQL(mode))
            )

    def _get_overlap_message(self, other):
        """Say which two plans count the same thing."""
        if self.plan_id == other.plan_id:
            return self.env._(
                "%(plan)s has the target %(line)s twice, for the same days. Keep one of "
                "the two.",
                plan=self.plan_id.name,
                line=self.display_name,
            )
        return self.env._(
            "%(plan)s and %(other)s would count the same thing twice: %(line)s. Change or "
            "remove the target in one of the two plans.",
            plan=self.plan_id._get_full_name(),
            other=other.plan_id._get_full_name(),
            line=self.display_name,
        )
