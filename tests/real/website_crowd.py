"""Run inside Odoo by ``test_website_door.py``: an old client of somebody's."""

from crowd import create_team


def set_up(env):
    """Create a client, and let admin have what a website's visitors send."""
    seller = create_team(env, "Seller", 1).member_ids
    env["res.partner"].create(
        {"name": "Old Client", "email": "old@client.com", "user_id": seller.id}
    )
    website = env["website"].search([], limit=1)
    website.crm_default_user_id = env.ref("base.user_admin")
