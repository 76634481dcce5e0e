"""Turns of distribution rules are counted rule by rule.

They follow from the assignments: what had been summed up for a company is forgotten, and
summed up anew for each rule when leads are given away.
"""


def migrate(cr, version):
    """Forget the turns of companies.

    :param cr: cursor of the database
    :param str version: installed before
    """
    cr.execute(
        "DELETE FROM sales_lead_turn;"
        "ALTER TABLE sales_lead_turn DROP COLUMN company_id, DROP COLUMN mark;"
        # Steps had held what was skipped until then.
        "ALTER TABLE sales_lead_assignment ADD COLUMN skipped double precision;"
        "UPDATE sales_lead_assignment SET skipped = 0"
    )
