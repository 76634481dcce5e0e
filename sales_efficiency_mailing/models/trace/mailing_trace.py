from odoo import api, fields, models


class MailingTrace(models.Model):
    """What came of a letter, as people did it: machines are noted, but do not count.

    The events are the facts; the fields here are folded from them with each one, so that
    lists and branches read one row a letter.
    """

    _inherit = "mailing.trace"

    event_ids = fields.One2many(
        comodel_name="mailing.trace.event",
        inverse_name="trace_id",
        domain=[("is_machine", "=", False)],
        string="What Came of It",
    )
    human_open_at = fields.Datetime(
        string="Read On",
        readonly=True,
        help="When a person opened it for the first time, clicked in it or replied.",
    )
    human_click_at = fields.Datetime(string="First Click", readonly=True)
    human_reply_at = fields.Datetime(string="Answered On", readonly=True)
    auto_reply_at = fields.Datetime(
        string="Automatic Reply On",
        readonly=True,
        help="Out of office and the like: no answer.",
    )
    open_count = fields.Integer(string="Times Opened", readonly=True)
    click_count = fields.Integer(string="Clicks", readonly=True)
    lead_id = fields.Many2one(
        comodel_name="crm.lead",
        compute="_compute_lead_id",
        store=True,
        index="btree_not_null",
        ondelete="set null",
        help="The deal it was sent to: who may see it may see the letter.",
    )
    has_link_key = fields.Boolean(
        readonly=True,
        help="Its links carry a key: a number made up by somebody does not count.",
    )

    _record_idx = models.Index("(model, res_id)")
    _message_idx = models.Index("(message_id)")
    _email_idx = models.Index("(email)")

    @api.depends("model", "res_id")
    def _compute_lead_id(self):
        for trace in self:
            trace.lead_id = trace.model == "crm.lead" and trace.res_id

    @api.model_create_multi
    def create(self, vals_list):
        """Remember that the links of letters from now on have a key."""
        return super().create(
            [{"has_link_key": True, **values} for values in vals_list]
        )

    # ------------------------------------------------------------
    # WHAT COMES OF IT
    # ------------------------------------------------------------

    def set_opened(self, domain=None):
        """Note who opened it; a machine, and what bounced, does not change its state."""
        traces = self | self.search(domain or [(0, "=", 1)])
        opened = traces
        if self.env.context.get("mailing_reply"):
            # It is noted as a reply; a machine's reply does not open anything.
            if self.env.context["mailing_reply"] == "auto":
                opened = self.browse()
        elif not self.env.context.get("mailing_read_noted"):
            opened = traces._note_reads("open")
        # A letter may be opened that bounced for another recipient behind the address.
        reached = opened.filtered(
            lambda trace: trace.trace_status not in ("bounce", "cancel")
        )
        super(MailingTrace, reached).set_opened()
        return traces

    def set_clicked(self, domain=None):
        """Note who clicked, unless it was a machine."""
        traces = self | self.search(domain or [(0, "=", 1)])
        clicked = traces
        if not self.env.context.get("mailing_read_noted"):
            clicked = traces._note_reads("click")
        super(MailingTrace, clicked).set_clicked()
        return traces

    def set_replied(self, domain=None):
        """Note who replied; an automatic reply is kept, but is none."""
        traces = self | self.search(domain or [(0, "=", 1)])
        super(MailingTrace, traces._note_reads("reply")).set_replied()
        return traces

    def set_bounced(self, domain=None, bounce_message=False):
        """Tell of it who waits for it."""
        traces = super().set_bounced(domain, bounce_message=bounce_message)
        traces._on_news("bounce")
        return traces

    def _on_news(self, kind):
        """Act upon what came of these letters; to be extended.

        Called within requests of readers: do nothing that takes time.

        :param kind: ``open``, ``click``, ``reply`` or ``bounce``
        """
