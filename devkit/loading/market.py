"""What is sold, and to whom."""

import difflib

from odoo import Command

from .pipeline import key_of


def make_products(records, products):
    """Make the products, in a category for each series."""
    series = {product.series for product in products}
    records.make(
        "product.category",
        {f"series_{key_of(name)}": {"name": name} for name in sorted(series)},
    )
    categories = records.known("product.category")
    records.make(
        "product.product",
        {
            product_name(product.name): {
                "name": product.name,
                "categ_id": categories[f"series_{key_of(product.series)}"],
                "list_price": product.price,
                # The files know no taxes.
                "taxes_id": [Command.clear()],
            }
            for product in products
        },
    )


def make_accounts(records, accounts):
    """Make companies of the accounts, subsidiaries under their parents.

    A subsidiary stays a client of its own (Odoo counts by company), and being a contact
    of another type than ``contact`` keeps its own country beside the parent's.
    """
    industries = _make_industries(records, {account.sector for account in accounts})
    countries = _find_countries(records, accounts)
    made = records.make(
        "res.partner",
        {
            account_name(account.name): {
                "name": account.name,
                "is_company": True,
                "type": "other" if account.parent else "contact",
                "industry_id": industries.get(account.sector),
                "country_id": countries.get(account.country),
                "comment": account.note,
            }
            for account in accounts
        },
    )
    for account in accounts:
        partner = records.browse("res.partner", account_name(account.name))
        if account.parent and partner in made:
            partner.parent_id = records.browse(
                "res.partner", account_name(account.parent)
            )


def _make_industries(records, sectors):
    """Return ``{sector: id}``, using an industry of that name if there is one."""
    industry = records.env["res.partner.industry"]
    there = {key_of(found.name): found.id for found in industry.search([])}
    sectors = sorted(filter(None, sectors))
    records.make(
        industry._name,
        {
            f"sector_{key_of(sector)}": {"name": sector}
            for sector in sectors
            if key_of(sector) not in there
        },
    )
    known = records.known(industry._name)
    return {
        sector: there.get(key_of(sector)) or known[f"sector_{key_of(sector)}"]
        for sector in sectors
    }


def _find_countries(records, accounts):
    """Return ``{name: id}`` of the countries, refusing unknown names."""
    countries = records.env["res.country"].with_context(lang="en_US").search([])
    known = {country.name: country.id for country in countries}
    for account in accounts:
        if account.country and account.country not in known:
            near = difflib.get_close_matches(account.country, known, n=1)
            hint = f' (is it "{near[0]}"?)' if near else ""
            raise account.row.problem(
                "office_location",
                f'"{account.country}" is not a country{hint}',
                "write its English name as Odoo has it",
            )
    return known


def product_name(name):
    """Return the external id of a product."""
    return f"product_{key_of(name)}"


def account_name(name):
    """Return the external id of an account."""
    return f"account_{key_of(name)}"
