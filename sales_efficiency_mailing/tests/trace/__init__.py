from . import (
    test_automatic_replies,
    test_chain_ways,
    test_client_letters,
    test_interest,
    test_interest_search,
    test_read_routes,
    test_reads,
    test_timeline,
    test_unanswered,
)
