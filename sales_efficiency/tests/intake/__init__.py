from . import (
    test_intake_screens,
    test_lead_door,
    test_lead_door_access,
    test_lead_intake,
    test_lead_request,
    test_lead_values,
    test_odoo_doors,
    test_returning_client,
)
