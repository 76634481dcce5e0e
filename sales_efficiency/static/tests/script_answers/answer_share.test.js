import { expect, test } from "@odoo/hoot";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    mockService,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";

defineMailModels();

class Share extends models.Model {
    _name = "sales.script.answer.share";

    option_name = fields.Char();
    team = fields.Char();

    _records = [{ id: 1, option_name: "Many", team: "North" }];
}

defineModels([Share]);

const OPEN = `action="action_open_deals" type="object"`;
const VIEWS = {
    list: `
        <list js_class="sales_script_share_list" ${OPEN}>
            <field name="option_name" />
        </list>`,
    kanban: `
        <kanban js_class="sales_script_share_kanban" ${OPEN}>
            <templates><t t-name="card"><field name="option_name" /></t></templates>
        </kanban>`,
};

for (const [type, row] of [
    ["list", ".o_data_row .o_data_cell"],
    ["kanban", ".o_kanban_record:not(.o_kanban_ghost)"],
]) {
    test(`a row of the ${type} opens what it counts`, async () => {
        mockService("action", {
            doActionButton({ name, resId, context }) {
                expect.step([name, resId, context.sales_script_counted]);
            },
        });
        await mountView({
            type,
            resModel: Share._name,
            arch: VIEWS[type],
            searchViewArch: `
                <search>
                    <filter name="north" domain="[('team', '=', 'North')]" />
                </search>`,
            context: { search_default_north: 1 },
        });
        await contains(row).click();
        const counted = [["team", "=", "North"]];
        expect.verifySteps([["action_open_deals", 1, counted]]);
    });
}
