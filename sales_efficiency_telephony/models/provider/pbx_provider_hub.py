from odoo import models

from ...tools.pbx_address import address_path


class PbxProvider(models.Model):
    """What a kind of phone system fills in: each in a short file of its own."""

    _inherit = "pbx.provider"

    def _get_address(self):
        """Return the address the phone system reports to, as it sees it."""
        self.ensure_one()
        path = address_path(self.id, self.sudo().token)
        return self.get_base_url() + path

    def _get_content_types(self):
        """Return how reports may come: an empty set where none are taken by the web."""
        self.ensure_one()
        return set()

    def _verify_request(self, http, body):
        """Take a report that the phone system itself has sent, or refuse it.

        :param http: what was asked: ``headers``, ``form``, ``args``, ``query_string``
        :param bytes body: as it came
        :raise RequestRefused:
        """
        raise NotImplementedError

    def _read_report(self, http, body):
        """Return what was told, as :meth:`pbx.event._take` takes it.

        :raise ValueError: where it cannot be read
        """
        payload = self._read_payload(http, body)
        events = self._extract_events(payload)
        # What was received at once is kept with the first of its facts.
        return [
            (event, None if place else payload) for place, event in enumerate(events)
        ]

    def _read_payload(self, http, body):
        """Return a report as a dict or a list.

        :raise ValueError: where it cannot be read
        """
        return http.form.to_dict()

    def _extract_events(self, payload):
        """Return what a report tells, a list of :class:`CallEvent`.

        :raise ValueError: where it cannot be read
        """
        raise NotImplementedError

    def _get_greeting(self, args):
        """Return what is answered to a question whether this is the right address.

        ``None`` where this kind of phone system does not ask.

        :param args: what stands in the address
        """
        return None

    def _is_asked(self):
        """Tell whether calls that are over are asked about: what was told of them is not
        all signed, or not all there is.
        """
        return False

    def _fetch_facts(self, since):
        """Return what the phone system says when asked, a list of :class:`CallEvent`.

        :param since: seconds since 1970; of calls that began no earlier
        :raise requests.RequestException: where it does not answer
        :raise ValueError: where its answer cannot be read
        """
        return []

    def _get_snippet(self, secret):
        """Return what the phone system is to be told, with the secret; or nothing."""
        return False

    def _dial(self, extension, number, ref):
        """Have a phone rung and the client called from it.

        :param extension: ``pbx.extension`` of who calls
        :param str number: of the client, as it is dialled
        :param str ref: comes back with what is told of the call
        :return: whether the phone system can do so
        """
        return False
