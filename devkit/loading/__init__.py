"""``./dev load``: a folder of csv files becomes a sales department at work.

The way of a row: ``sheets`` reads it, ``pipeline`` tidies it into one of the ``shapes``
and checks it against the other files, ``records`` knows what is in the database
already; ``company``, ``market``, ``deals`` and ``plans`` make Odoo's records of it,
``department`` in their order. The first three need no Odoo, so a broken folder is
refused before a database is touched.
"""
