{
    "name": "Bare Hook",
    "summary": "A controller that inserts one row: what a webhook is measured against",
    "version": "19.0.1.0.0",
    "author": "Sales Efficiency contributors",
    "license": "LGPL-3",
    "depends": ["base"],
    "data": ["ir.model.access.csv"],
}
