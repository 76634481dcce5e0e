from odoo import api, fields, models


class SalesPublishedMixin(models.AbstractModel):
    """What is written as a draft, and used as it was published last.

    Whoever inherits from this has ``version_ids``, of a model that inherits from
    ``sales.published.version.mixin``, and ``version_id``, the one in force; and says what
    the draft is: :meth:`_get_draft_fields`, :meth:`_get_content`, :meth:`_check_content`.
    """

    _name = "sales.published.mixin"
    _description = "Published in Versions"

    #: The action that lists versions.
    _version_action = None

    state = fields.Selection(
        selection=[
            ("draft", "Never published"),
            ("changed", "Changed since it was published"),
            ("published", "Published"),
        ],
        compute="_compute_state",
    )

    @api.depends(lambda self: ("version_id", *self._get_draft_fields()))
    def _compute_state(self):
        for record in self:
            version = record.version_id
            if not version:
                record.state = "draft"
            elif version.content == record._get_content():
                record.state = "published"
            else:
                record.state = "changed"

    def action_publish(self):
        """Make the draft what everybody gets from now on; refuse what cannot be used."""
        self.check_access("write")
        for record in self:
            content = record._get_content()
            record._check_content(content)
            version = record.version_id
            if not version or version.content != content:
                values = record._prepare_version_values(content)
                record.version_id = version.sudo().create(values)

    def action_open_versions(self):
        """Open the versions, the latest first."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(self._version_action)
        return action | {"domain": [(self.version_ids._published, "=", self.id)]}

    def _prepare_version_values(self, content):
        """Return the values of the version that is published now."""
        return {
            self.version_ids._published: self.id,
            "number": max(self.version_ids.mapped("number"), default=0) + 1,
            "user_id": self.env.uid,
            "content": content,
        }

    def _get_draft_fields(self):
        """Return the fields, dotted, of which the draft's content is made."""
        return ()

    def _get_content(self):
        """Return the draft in its normal form, as JSON takes it: what a version keeps."""
        raise NotImplementedError

    def _check_content(self, content):
        """Refuse content that nobody could use.

        :raise UserError: naming what is wrong and the remedy
        """
        raise NotImplementedError
