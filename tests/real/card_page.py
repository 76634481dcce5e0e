"""A salesperson's page in a browser, and when call cards come up on it."""

import time

IS_READY = "window.odoo?.isReady && !!document.querySelector('.o_call_cards')"
#: Writes down when the card of which call comes.
WATCH = """
    window.cameAt = {};
    new MutationObserver(() => {
        for (const card of document.querySelectorAll('.o_call_cards [data-call]')) {
            window.cameAt[card.dataset.call] ??= Date.now() / 1000;
        }
    }).observe(document.querySelector('.o_call_cards'), {childList: true});
"""
CARDS = "document.querySelectorAll('.o_call_cards [data-call]').length"
#: The bus connects a moment after the page is there.
BUS_SECONDS = 3


def open_pages(browser, login, database, count=1):
    """Open pages of a person whose password is the login, until cards come on them."""
    session = browser.log_in(login, login, database)
    pages = [browser.open("/odoo/my-day", session) for _number in range(count)]
    for page in pages:
        page.wait(IS_READY)
    time.sleep(BUS_SECONDS)
    return pages


def wait_next(page, came):
    """Wait for a card that has not come before, on a page that is watched.

    :param dict came: ``{call: seconds since 1970}``, which gets the new one, too
    :return: the number of its call
    """
    page.wait(f"Object.keys(window.cameAt).length > {len(came)}")
    seen = page.run("window.cameAt")
    [call] = seen.keys() - came.keys()
    came[call] = seen[call]
    return call


def close_card(page):
    """Close the only card that is open."""
    page.run("document.querySelector('.o_call_close').click()")
    page.wait(f"{CARDS} === 0")
