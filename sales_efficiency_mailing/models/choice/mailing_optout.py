from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL, email_normalize

#: Where it is noted what is not wanted, by what it is.
FIELDS = {"mailing.chain": "chain_id", "mailing.topic": "topic_id"}


class MailingOptout(models.Model):
    """Letters that somebody does not want: those of a chain, or those on a topic.

    Who wants no letters at all is on Odoo's blacklist.
    """

    _name = "mailing.optout"
    _description = "Unwanted Letters"
    _order = "at desc, id desc"
    _rec_name = "email_normalized"

    email_normalized = fields.Char(string="Email", required=True)
    chain_id = fields.Many2one(
        comodel_name="mailing.chain", index="btree_not_null", ondelete="cascade"
    )
    topic_id = fields.Many2one(comodel_name="mailing.topic", ondelete="cascade")
    company_id = fields.Many2one(
        comodel_name="res.company", compute="_compute_company_id", store=True
    )
    at = fields.Datetime(
        string="Since", required=True, readonly=True, default=fields.Datetime.now
    )
    how = fields.Selection(
        selection=[
            ("page", "On the own page"),
            ("one_click", "Button of the mail program"),
            ("hand", "Noted by a colleague"),
        ],
        required=True,
        readonly=True,
        default="hand",
    )

    _one_check = models.Constraint(
        "CHECK ((chain_id IS NULL) != (topic_id IS NULL))",
        "Unwanted are the letters of a chain or those on a topic: choose one of the two.",
    )
    _once_idx = models.UniqueIndex(
        "(email_normalized, COALESCE(chain_id, 0), COALESCE(topic_id, 0))",
        "It is noted already that this address does not want these letters.",
    )
    _topic_idx = models.Index("(topic_id, email_normalized) WHERE topic_id IS NOT NULL")

    @api.depends("chain_id.company_id", "topic_id.company_id")
    def _compute_company_id(self):
        for optout in self:
            optout.company_id = optout.chain_id.company_id or optout.topic_id.company_id

    @api.model_create_multi
    def create(self, vals_list):
        """Note it for the address as letters are sent to it; who is inside leaves."""
        optouts = super().create([self._normalize(vals) for vals in vals_list])
        optouts._take_effect()
        return optouts

    def write(self, vals):
        """Keep the address as letters are sent to it; who is inside leaves."""
        done = super().write(self._normalize(vals))
        if vals.keys() & {"email_normalized", *FIELDS.values()}:
            self._take_effect()
        return done

    def _normalize(self, vals):
        if "email_normalized" not in vals:
            return vals
        email = email_normalize(vals["email_normalized"])
        if not email:
            raise ValidationError(
                self.env._(
                    "Email: %(email)s is no address. Write one as in ann@client.example.",
                    email=vals["email_normalized"] or "",
                )
            )
        return {**vals, "email_normalized": email}

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    @api.model
    def _refuse(self, email, records, how):
        """Note that an address wants no letters of chains, or none on topics.

        Those who press a button twice mean it once.

        :param str email: normalized
        :param records: of ``mailing.chain`` or ``mailing.topic``
        :param how: a value of ``how``
        :return: what was not noted before
        """
        if not records:
            return self
        now, user_id = self.env.cr.now(), self.env.uid
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO mailing_optout
                            (email_normalized, %s, company_id, at, how,
                             create_uid, create_date, write_uid, write_date)
                     VALUES %s
                ON CONFLICT DO NOTHING RETURNING id
                """,
                SQL.identifier(FIELDS[records._name]),
                SQL(", ").join(
                    SQL(
                        "%s",
                        (email, one.id, one.company_id.id or None, now, how)
                        + (user_id, now) * 2,
                    )
                    for one in records
                ),
            )
        )
        optouts = self.browse(id_ for [id_] in rows)
        optouts._take_effect()
        return optouts

    @api.model
    def _withdraw(self, email, records):
        """Note that an address wants letters of chains, or on topics, again."""
        self.search(
            [
                ("email_normalized", "=", email),
                (FIELDS[records._name], "in", records.ids),
            ]
        ).unlink()

    def _take_effect(self):
        self._let_go()
        self._cancel_waiting()

    def _let_go(self):
        """Take out of their chains who does not want them."""
        pairs = {(one.chain_id.id, one.email_normalized) for one in self}
        inside = (
            self.env["mailing.chain.participant"]
            .sudo()
            .search(
                [
                    ("chain_id", "in", self.chain_id.ids),
                    ("email_normalized", "in", self.mapped("email_normalized")),
                    ("state", "in", ("running", "held")),
                ]
            )
        )
        inside.filtered(
            lambda one: (one.chain_id.id, one.email_normalized) in pairs
        )._leave("unsubscribed")

    def _cancel_waiting(self):
        """Cancel letters that wait in the mail queue and are not wanted any more.

        Those of one address are few, so are the mailings they are of.
        """
        waiting = (
            self.env["mailing.trace"]
            .sudo()
            .search(
                [
                    ("email", "in", self.mapped("email_normalized")),
                    ("trace_status", "=", "outgoing"),
                ]
            )
        )
        topics = waiting.mass_mailing_id._get_letter_topics()
        for mailing, traces in waiting.grouped("mass_mailing_id").items():
            refusing = self._get_refusing(
                mailing.chain_id, topics[mailing], set(traces.mapped("email"))
            )
            traces.filtered(
                lambda one, refusing=refusing: one.email in refusing
            )._refuse()

    @api.model
    def _get_refusing(self, chain, topics, emails=None):
        """Return the addresses that want no letters of a chain, or none on its topics.

        What is about several topics is refused by who wants none of them. One query.

        :param chain: ``mailing.chain``, may be empty
        :param emails: normalized addresses to ask for; ``None``: all
        :return: set of addresses
        """
        if not chain and not topics:
            return set()
        who = SQL("TRUE")
        if emails is not None:
            who = SQL("email_normalized = ANY(%s)", list(emails))
        self.flush_model(["email_normalized", "chain_id", "topic_id"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT email_normalized FROM mailing_optout
                 WHERE chain_id = %(chain)s AND %(who)s
                UNION
                SELECT email_normalized FROM mailing_optout
                 WHERE topic_id = ANY(%(topics)s) AND %(who)s
              GROUP BY email_normalized HAVING COUNT(*) = %(count)s
                """,
                chain=chain.id or None,
                who=who,
                topics=topics.ids,
                count=len(topics),
            )
        )
        return {email for [email] in rows}
