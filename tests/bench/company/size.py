"""How big the company is, and when it does what it does."""

from datetime import date

TEAMS = 25
PEOPLE = 500
CLIENTS = 40_000
CONTACTS = 20_000
LEADS = 200_000
ORDERS = 200_000
MEETINGS = 200_000
CALLS = 1_000_000

#: Two years that are over on any machine: meetings to come count in no case.
FIRST_DAY = date(2024, 1, 1)
LAST_DAY = date(2025, 12, 31)
#: The day the board is looked at; nothing has happened after it.
BOARD_DAY = date(2025, 12, 16)
COMPANY_ZONE = "Europe/Brussels"
#: Every fifth team works in another zone.
FAR_ZONE = "Asia/Dubai"
CURRENCY_RATE = 0.92
