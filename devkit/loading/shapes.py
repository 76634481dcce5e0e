"""What the files hold, tidied: people, clients, products, deals, plans."""

from dataclasses import dataclass, field
from datetime import date

from .sheets import Changes, Row

PROSPECTING, ENGAGING, WON, LOST = "Prospecting", "Engaging", "Won", "Lost"
STAGES = (PROSPECTING, ENGAGING, WON, LOST)
COLUMNS = {
    "sales_teams.csv": ("sales_agent", "manager", "regional_office"),
    "products.csv": ("product", "series", "sales_price"),
    "accounts.csv": (
        "account",
        "sector",
        "year_established",
        "revenue",
        "employees",
        "office_location",
        "subsidiary_of",
    ),
    "sales_pipeline.csv": (
        "opportunity_id",
        "sales_agent",
        "product",
        "account",
        "deal_stage",
        "engage_date",
        "close_date",
        "close_value",
    ),
    "plans.csv": ("month", "sales_agent", "revenue_plan", "won_deals_plan"),
    "public_holidays.csv": ("date", "name"),
}
#: Misspelt or outdated words of the export and what is meant by them.
CORRECTIONS = {
    "sector": {"technolgy": "technology"},
    "office_location": {"Philipines": "Philippines", "Korea": "South Korea"},
}


@dataclass(frozen=True)
class Person:
    """A salesperson, or a manager who leads an office."""

    name: str
    office: str


@dataclass(frozen=True)
class Account:
    """A client company."""

    row: Row
    name: str
    sector: str
    country: str
    parent: str
    note: str


@dataclass(frozen=True)
class Product:
    """Something that is sold."""

    name: str
    series: str
    price: float


@dataclass(frozen=True)
class Deal:
    """An opportunity; ``account`` is empty where the export has none."""

    row: Row
    key: str
    agent: str
    product: str
    account: str
    stage: str
    engaged: date | None
    closed: date | None
    value: float


@dataclass(frozen=True)
class Plan:
    """What a salesperson is to reach in a month."""

    month: date
    agent: str
    revenue: float
    won_deals: float


@dataclass
class Pipeline:
    """Everything in the folder, checked and tidied."""

    changes: Changes = field(default_factory=Changes)
    agents: dict = field(default_factory=dict)
    #: ``{office: [manager, ...]}``, in the order of the file.
    offices: dict = field(default_factory=dict)
    products: dict = field(default_factory=dict)
    accounts: dict = field(default_factory=dict)
    deals: list = field(default_factory=list)
    plans: list = field(default_factory=list)
    holidays: list = field(default_factory=list)
