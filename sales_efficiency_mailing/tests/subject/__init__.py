from . import test_league, test_words, test_variants
from . import test_chain_report, test_chain_results
from . import test_subject_screens
