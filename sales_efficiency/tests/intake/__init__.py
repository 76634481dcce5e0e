from . import test_lead_door
