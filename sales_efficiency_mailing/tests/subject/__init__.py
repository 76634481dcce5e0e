from . import (
    test_chain_report,
    test_chain_results,
    test_league,
    test_subject_screens,
    test_variants,
    test_words,
)
