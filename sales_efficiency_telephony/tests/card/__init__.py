from . import test_card, test_card_act, test_dial
