from . import (
    test_by_hand,
    test_chain,
    test_chain_screens,
    test_chain_tour,
    test_flow,
    test_flow_check,
    test_trial,
    test_version,
)
