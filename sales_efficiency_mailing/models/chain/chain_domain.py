"""Domains that are typed for a chain: read, and asked of participants' records."""

from odoo.fields import Domain

from .mailing_chain_domain import parse_domain
from .step_broken import StepBroken


def read_domain(records, text):
    """Return the domain in ``text``, for the model of ``records``.

    :raise StepBroken: if it cannot be read, or names what the model does not have
    """
    try:
        return parse_domain(records, text)
    except ValueError as error:
        raise StepBroken(
            records.env._(
                "The condition %(domain)s cannot be asked of %(model)s any more: "
                "%(error)s. Choose it anew.",
                domain=text,
                model=records._description,
                error=error,
            )
        ) from error


def search_matching(participants, text):
    """Return the ids of the participants whose record matches the domain in ``text``.

    :raise StepBroken: as above
    """
    found = set()
    for model, some in participants.grouped("res_model").items():
        records = participants.env[model].with_context(active_test=False)
        domain = read_domain(records, text) & Domain("id", "in", some.mapped("res_id"))
        ids = set(records._search(domain))
        found |= {one.id for one in some if one.res_id in ids}
    return found
