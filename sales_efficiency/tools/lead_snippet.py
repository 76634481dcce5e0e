"""Ready examples of how to send leads to a door."""

import json
from html import escape

SAMPLE = {
    "name": "Ann Lee",
    "email": "ann@example.com",
    "phone": "+32 2 290 34 90",
    "company": "Example",
    "message": "Please call me.",
}
FORM = """\
<form action="{address}" method="post" accept-charset="utf-8">
  <label>Name <input name="name" autocomplete="name" required></label>
  <label>Email <input name="email" type="email" autocomplete="email" required></label>
  <label>Phone <input name="phone" type="tel" autocomplete="tel"></label>
  <label>Message <textarea name="message"></textarea></label>
  <!-- Robots fill this in, people do not see it: leave it as it is. -->
  <div style="position: absolute; inset-inline-start: -9999px" aria-hidden="true">
    <input name="{trap}" tabindex="-1" autocomplete="off">
  </div>
  <input type="hidden" name="utm_source">
  <input type="hidden" name="utm_medium">
  <input type="hidden" name="utm_campaign">
  <button>Send</button>
</form>
<script>
  for (const [name, value] of new URLSearchParams(location.search)) {{
    const input = document.querySelector(`input[name="${{CSS.escape(name)}}"]`);
    if (input && name.startsWith("utm_")) input.value = value;
  }}
</script>
"""
FETCH = """\
const response = await fetch({address}, {{
  method: "POST",
  headers: {{
    "Content-Type": "application/json",
    "Idempotency-Key": crypto.randomUUID(),
  }},
  body: JSON.stringify({sample}),
}});
const answer = await response.json();
if (!response.ok) {{
  console.error(answer.error.field, answer.error.message);
}}
"""
CURL = """\
curl {address} \\
  -H "Authorization: Bearer {key}" \\
  -H "Content-Type: application/json" \\
  -H "Idempotency-Key: request-1" \\
  -d '{sample}'
"""


def html_form(address, key, trap):
    """Return a form that posts to the door.

    >>> print(html_form("https://x.com/leads", "KEY", "leave_empty").splitlines()[0])
    <form action="https://x.com/leads/KEY" method="post" accept-charset="utf-8">
    """
    return FORM.format(
        address=escape(f"{address}/{key}", quote=True), trap=escape(trap, quote=True)
    )


def fetch_call(address, key):
    """Return a script's call that posts to the door.

    >>> print(fetch_call("https://x.com/leads", "KEY").splitlines()[0])
    const response = await fetch("https://x.com/leads/KEY", {
    """
    sample = json.dumps(SAMPLE, indent=2).replace("\n", "\n  ")
    return FETCH.format(address=json.dumps(f"{address}/{key}"), sample=sample)


def curl_command(address, key):
    """Return a command line that posts to the door.

    >>> '"Authorization: Bearer KEY"' in curl_command("https://x.com/leads", "KEY")
    True
    """
    return CURL.format(address=address, key=key, sample=json.dumps(SAMPLE))
