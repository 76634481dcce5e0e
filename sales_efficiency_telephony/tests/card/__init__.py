from . import test_card, test_card_act, test_card_screens, test_card_tour, test_dial
