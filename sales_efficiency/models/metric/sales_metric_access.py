from odoo import models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools.safe_eval import safe_eval


class SalesMetric(models.Model):
    """Which conditions a metric may have, and who may make one of which records.

    A metric is one number for everybody, so nothing in it may depend on who looks.

    Facts show what a metric counts to everybody whose work it is and to those who lead
    them. So nobody may count what they cannot read themselves: neither the records nor a
    field of them, not even in the domain, where counting would give the values away.
    """

    _inherit = "sales.metric"

    def _check_own_domain(self):
        """Refuse what is no domain, and what would show everybody another number."""
        try:
            domain = self._get_own_domain()
            domain.validate(self._get_own_model())
        except Exception as error:
            raise ValidationError(self._get_domain_message(error)) from error
        for condition in domain.iter_conditions():
            self._check_own_condition(self.env[self.model_name], condition)

    def _check_own_condition(self, model, condition):
        """Refuse conditions on fields that differ by reader, and follow ``any``."""
        field = None
        for name in condition.field_expr.split("."):
            field = model._fields.get(name)
            if field is None:
                # A part of a date, such as create_date.month_number.
                return
            if not (field.store or field.related or field.type == "one2many") or (
                field.company_dependent
            ):
                raise ValidationError(
                    self.env._(
                        "%(field)s of %(model)s may differ from reader to reader, so it "
                        "cannot say what metric %(metric)s counts: choose a stored field.",
                        field=field.get_description(self.env, ["string"])["string"],
                        model=model._description,
                        metric=self.name,
                    )
                )
            if field.relational:
                model = self.env[field.comodel_name]
        for inner in _get_inner(condition).iter_conditions():
            self._check_own_condition(model, inner)

    def _check_own_access(self):
        """Refuse a metric on what its author may not read in full."""
        # Constraints run as the superuser; who writes is asked all the same.
        author = self.sudo(False)
        if author.env.su:
            return
        model = author.env[self.model_name]
        if not model.has_access("read"):
            raise ValidationError(
                self.env._(
                    "You may not read %(model)s, so you cannot make a metric of it: choose "
                    "other records, or ask somebody who may.",
                    model=self.model_id.sudo().name,
                )
            )
        for name in self._get_used_fields():
            author._check_path_access(model, name)
        author._check_reads_all(model)

    def _get_used_fields(self):
        """Return the field paths that the metric reads."""
        fields = (
            self.date_field_id
            | self.user_field_id
            | self.team_field_id
            | self.partner_field_id
            | self.measure_field_id
        )
        return [*fields.sudo().mapped("name"), *_get_paths(self._get_own_domain())]

    def _check_path_access(self, model, path):
        for name in path.split("."):
            field = model._fields.get(name)
            if field is None:
                return
            if not model.has_access("read") or not model._has_field_access(
                field, "read"
            ):
                raise ValidationError(
                    self.env._(
                        "You may not read %(field)s of %(model)s, so the metric cannot use "
                        "it: choose another field.",
                        field=field.get_description(self.env, ["string"])["string"],
                        model=model._description,
                    )
                )
            if field.relational:
                model = self.env[field.comodel_name]
                if field.type != "many2one" or name != path.split(".")[-1]:
                    self._check_reads_all(model)

    def _check_reads_all(self, model):
        if not self._reads_all(model):
            raise ValidationError(
                self.env._(
                    "You see only a part of %(model)s, but a metric counts everybody's: ask "
                    "somebody who sees all of it to make the metric.",
                    model=model._description,
                )
            )

    def _reads_all(self, model):
        """Tell whether no rule of a group hides records of the model from the user.

        Rules for everybody, those that keep companies apart above all, stay out of it:
        facts keep companies apart themselves.
        """
        if not all(self._reads_all(self.env[name]) for name in model._inherits):
            return False
        rules = self.env["ir.rule"]
        values = rules._eval_context()
        domains = [
            Domain(safe_eval(rule.domain_force, values) if rule.domain_force else [])
            for rule in rules._get_rules(model._name, mode="read").sudo()
            if rule.groups and rule.groups & self.env.user.all_group_ids
        ]
        return not domains or Domain.OR(domains).optimize(model).is_true()


def _get_paths(domain):
    """Return the field paths of a domain, those of inner domains behind their field."""
    paths = []
    for condition in domain.iter_conditions():
        paths.append(condition.field_expr)
        paths += [
            f"{condition.field_expr}.{path}"
            for path in _get_paths(_get_inner(condition))
        ]
    return paths


def _get_inner(condition):
    """Return the domain that ``any`` puts to the records behind a field."""
    return Domain(condition.value) if "any" in condition.operator else Domain.TRUE
