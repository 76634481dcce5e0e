from . import (
    test_backward_plan,
    test_efficiency,
    test_efficiency_access,
    test_efficiency_companies,
    test_efficiency_days,
    test_efficiency_months,
    test_efficiency_picture,
    test_efficiency_queries,
    test_efficiency_report,
    test_headcount,
    test_efficiency_screens,
)
