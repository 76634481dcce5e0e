import uuid

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.script_file import complete, renumber, write_scripts

#: Criteria that name records, by their names in a file.
REFERENCES = {
    "stages": "stage_ids",
    "teams": "team_ids",
    "product_categories": "product_categ_ids",
    "mediums": "medium_ids",
    "languages": "lang_ids",
}
CHOICES = ("client_kind", "client_type")
#: What records are known by in a file where that is not their name.
NAMES = {"product.category": "complete_name"}


class SalesScript(models.Model):
    """Scripts as a file: criteria by name and external id, steps in the normal form."""

    _inherit = "sales.script"

    uuid = fields.Char(
        default=lambda self: str(uuid.uuid4()),
        copy=False,
        readonly=True,
        index=True,
        help="What the script is known by in files.",
    )
    missing_criteria = fields.Text(
        readonly=True,
        help="What the file asked for and this database does not have. Until something is "
        "chosen instead, the script would be for more deals than it was written for.",
    )

    @api.constrains("name", "stage_ids", "missing_criteria")
    def _check_stages(self):
        """Let scripts wait for stages that their file asked for and are not here."""
        ready = self.filtered(lambda script: not script.missing_criteria)
        return super(SalesScript, ready)._check_stages()

    @api.constrains("active", "missing_criteria")
    def _check_missing_criteria(self):
        for script in self:
            if script.active and script.missing_criteria:
                raise UserError(
                    self.env._(
                        "The script %(script)s waits for criteria to be chosen instead "
                        "of these:\n%(missing)s\nChoose them, then press Criteria Are "
                        "Chosen.",
                        script=script.name,
                        missing=script.missing_criteria,
                    )
                )

    def action_settle_criteria(self):
        """Put the script to use: what the file asked for has been chosen by hand."""
        self.write({"missing_criteria": False})
        self.action_unarchive()

    # ------------------------------------------------------------
    # EXPORT
    # ------------------------------------------------------------

    def action_export(self):
        """Download the scripts as one file."""
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": f"/sales_efficiency/scripts/{','.join(map(str, self.ids))}",
            "target": "download",
        }

    def _get_file(self):
        """Return the text of a file with the drafts of the scripts."""
        references = {
            name: self._get_references(field) for name, field in REFERENCES.items()
        }
        return write_scripts(
            [
                complete(
                    {
                        "uuid": script.uuid,
                        "name": script.name,
                        "criteria": {
                            **{name: script[name] or None for name in CHOICES},
                            **{
                                name: [
                                    references[name][record] for record in script[field]
                                ]
                                for name, field in REFERENCES.items()
                            },
                        },
                        "steps": renumber(script._get_content()["steps"]),
                    }
                )
                for script in self
            ]
        )

    def _get_references(self, field):
        """Return ``{record: what it is known by elsewhere}`` of a criterion's records."""
        records = self[field].with_context(lang="en_US")
        xmlids = records.sudo().get_external_id()
        return {
            record: {
                "name": record[NAMES.get(record._name, "name")],
                "xmlid": xmlids[record.id] or None,
                "code": record.code if record._name == "res.lang" else None,
            }
            for record in records
        }

    # ------------------------------------------------------------
    # IMPORT
    # ------------------------------------------------------------

    @api.model
    def _find_criteria(self, scripts):
        """Look for what scripts of a file ask for, in a few queries for all of them.

        :return: list of (values of the script, what was found, what was not); of the last
            two ``{field: names}``
        """
        known = {
            name: self._find_records(
                self._fields[field].comodel_name,
                [one for script in scripts for one in script["criteria"][name]],
            )
            for name, field in REFERENCES.items()
        }
        return [self._pick_criteria(script["criteria"], known) for script in scripts]

    @api.model
    def _pick_criteria(self, criteria, known):
        values = {name: criteria[name] or False for name in CHOICES}
        found, missing = {}, {}
        for name, field in REFERENCES.items():
            ids = []
            for reference in criteria[name]:
                record_id = known[name].get(self._get_reference_key(reference))
                (found if record_id else missing).setdefault(field, []).append(
                    reference["name"]
                )
                ids += [record_id] if record_id else []
            values[field] = [fields.Command.set(ids)]
        return values, found, missing

    @api.model
    def _get_reference_key(self, reference):
        return reference["xmlid"], reference["code"], reference["name"]

    @api.model
    def _find_records(self, model, references):
        """Return ``{key of a reference: id}`` of those that exactly one record is meant by.

        The external id counts first, then the code, then the name.
        """
        records = self._get_findable_records(model)
        by_name, by_code = {}, {}
        for words in (records.with_context(lang="en_US"), records):
            for record in words:
                name = record[NAMES.get(model, "name")]
                by_name.setdefault(name, set()).add(record.id)
                if model == "res.lang":
                    by_code[record.code] = record.id
        by_xmlid = {
            xmlid: record_id
            for record_id, xmlids in records.sudo()._get_external_ids().items()
            for xmlid in xmlids
        }
        found = {}
        for reference in references:
            ids = by_name.get(reference["name"], set())
            found[self._get_reference_key(reference)] = (
                by_xmlid.get(reference["xmlid"])
                or by_code.get(reference["code"])
                or (next(iter(ids)) if len(ids) == 1 else None)
            )
        return found

    @api.model
    def _get_findable_records(self, model):
        """Return the records that a script of the present company may ask for."""
        records = self.env[model].with_context(active_test=model != "res.lang")
        domain = []
        if "company_id" in records._fields:
            domain = [("company_id", "in", [False, self.env.company.id])]
        return records.search(domain)

    @api.model
    def _create_from_file(self, scripts):
        """Create scripts of a file, each with a draft that nobody has published.

        What is for deals that this database cannot tell apart is archived.
        """
        criteria = self._find_criteria(scripts)
        known = set(self.sudo().with_context(active_test=False).search(
            [("uuid", "in", [script["uuid"] for script in scripts])]
        ).mapped("uuid"))  # fmt: skip
        created = self.create(
            [
                {
                    "name": script["name"],
                    "company_id": self.env.company.id,
                    **values,
                    **self._prepare_uuid(script, known),
                    **self._prepare_missing(missing),
                }
                for script, (values, _found, missing) in zip(
                    scripts, criteria, strict=True
                )
            ]
        )
        for record, script in zip(created, scripts, strict=True):
            record._set_steps(script["steps"])
        return created

    @api.model
    def _prepare_uuid(self, script, known):
        """Let a script keep what it is known by, where no other one is known by it."""
        if not script["uuid"] or script["uuid"] in known:
            return {}
        known.add(script["uuid"])
        return {"uuid": script["uuid"]}

    @api.model
    def _prepare_missing(self, missing):
        text = self._describe_criteria(missing)
        return {"missing_criteria": text, "active": not text}

    @api.model
    def _describe_criteria(self, names):
        """Return lines like ``Sales Teams: North, South``."""
        labels = self.fields_get(list(names), ["string"])
        return "\n".join(
            f"{labels[field]['string']}: {', '.join(found)}"
            for field, found in names.items()
        )
