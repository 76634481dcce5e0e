from ast import literal_eval

from odoo.fields import Domain


def parse_domain(model, text):
    """Return the domain somebody entered for records of a model.

    :param model: empty recordset of the model it is for
    :param str text: as it is stored; empty: everybody
    :raise ValueError: what is wrong with it, for instance a field that was removed
    """
    try:
        domain = Domain(literal_eval((text or "[]").strip()))
        domain.validate(model)
    except (AttributeError, KeyError, SyntaxError, TypeError) as error:
        raise ValueError(str(error)) from error
    return domain
