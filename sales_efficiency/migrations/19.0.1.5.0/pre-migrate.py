"""The log of stages is found by deal and date: an index by deal alone is no longer used."""


def migrate(cr, version):
    """Drop the index that Odoo would keep.

    :param cr: cursor of the database
    :param str version: installed before
    """
    cr.execute("DROP INDEX IF EXISTS sales_stage_move__lead_id_index")
