"""The form of Odoo's own website is a door of its own, with nothing installed for it."""

import json
import urllib.parse
import urllib.request

import pytest
from served import BROWSER, Served
from website_crowd import set_up

LEAD = """
    SELECT concat_ws('|', door.kind, medium.name, source.name, login, partner.name)
      FROM crm_lead lead
 LEFT JOIN sales_lead_door door ON door.id = lead.sales_door_id
 LEFT JOIN utm_medium medium ON medium.id = lead.medium_id
 LEFT JOIN utm_source source ON source.id = lead.source_id
 LEFT JOIN res_users ON res_users.id = lead.user_id
 LEFT JOIN res_partner partner ON partner.id = lead.partner_id
     WHERE lead.id = %s
"""


@pytest.fixture(scope="module")
def odoo():
    with Served("se_test_website", ["website_crm"]) as served:
        served.call(set_up)
        served.start()
        yield served


def _send(odoo, **values):
    """Send the website's form as a visitor who came by an advertisement."""
    request = urllib.request.Request(
        f"{odoo.address}/website/form/crm.lead",
        data=urllib.parse.urlencode({"name": "A boat", **values}).encode(),
        headers={"Cookie": "odoo_utm_source=Harbour News"},
    )
    with BROWSER.open(request, timeout=60) as answer:
        lead = json.loads(answer.read())
    return odoo.query(LEAD % lead["id"]).split("|")


def test_new_client(odoo):
    lead = _send(odoo, email_from="new@client.com")
    assert lead == ["website", "Website", "Harbour News", "admin"]


def test_returning_client_goes_to_the_own_salesperson(odoo):
    lead = _send(odoo, email_from="old@client.com")
    assert lead == ["website", "Website", "Harbour News", "seller_0", "Old Client"]
