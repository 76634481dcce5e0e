from . import chain_enter, chain_publish, chain_trial, chain_trial_line
