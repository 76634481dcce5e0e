from . import (
    rhythm,
    sales_demo,
    sales_demo_deals,
    sales_demo_leads,
    sales_demo_scripts,
    sales_demo_waiting,
    sales_demo_work,
    scripts,
)
