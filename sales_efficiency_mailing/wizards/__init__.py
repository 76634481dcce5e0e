from . import chain_publish, chain_trial, chain_trial_line
