from . import (
    test_call_facts,
    test_call_facts_random,
    test_call_heat_map,
    test_call_live,
    test_call_plan,
    test_call_report,
    test_call_report_access,
    test_call_report_screens,
)
