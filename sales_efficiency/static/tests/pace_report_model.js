import { mailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

/** Beyond the users every test has. */
export const ANNA_ID = 2017;

/** One salesperson who is behind, as the board's relation describes one. */
export const BEHIND = {
    id: 1,
    date: "2017-08-15",
    name: "Anna",
    user_id: ANNA_ID,
    team_id: 1,
    metric_id: 1,
    currency_id: 1,
    status: "behind",
    unit: "money",
    plan: 23000,
    fact: 8800,
    expected: 11000,
    pace: 80,
    gap: -2200,
    needed_per_day: 1183.3,
    forecast: 18400,
    worked_days: 11,
    working_days: 23,
    urgency: 1,
    is_main: true,
    is_own: false,
    adds_up: true,
    blank: "",
    card: {},
};

/** A text without its spaces, which Owl drops between elements. */
export const squeeze = (text) => text.replace(/\s/g, "");

export class SalesPaceReport extends models.Model {
    _name = "sales.pace.report";

    name = fields.Char();
    date = fields.Date();
    user_id = fields.Many2one({ relation: "res.users" });
    team_id = fields.Many2one({ relation: "crm.team" });
    metric_id = fields.Many2one({ relation: "sales.metric" });
    currency_id = fields.Many2one({ relation: "res.currency" });
    status = fields.Selection({
        selection: [
            ["far_behind", "Far behind"],
            ["behind", "Behind"],
            ["on_pace", "On pace"],
            ["ahead", "Ahead"],
        ],
    });
    unit = fields.Char();
    scope = fields.Char();
    blank = fields.Char();
    plan = fields.Float({ aggregator: "sum" });
    fact = fields.Float({ aggregator: "sum" });
    expected = fields.Float({ aggregator: "sum" });
    pace = fields.Float({ aggregator: "avg" });
    urgency = fields.Integer({ aggregator: "min" });
    gap = fields.Float();
    needed_per_day = fields.Float();
    forecast = fields.Float();
    worked_days = fields.Float();
    working_days = fields.Float();
    is_main = fields.Boolean();
    is_own = fields.Boolean();
    adds_up = fields.Boolean();
    card = fields.Json();

    _records = [{ ...BEHIND }];
}

class CrmTeam extends models.Model {
    _name = "crm.team";

    name = fields.Char();
    _records = [{ id: 1, name: "North" }];
}

class SalesMetric extends models.Model {
    _name = "sales.metric";

    name = fields.Char();
    _records = [
        { id: 1, name: "Ordered revenue" },
        { id: 2, name: "Meetings" },
    ];
}

/** Define the models a board needs, with these rows on it. */
export function defineBoardModels(...rows) {
    const { ResUsers } = mailModels;
    if (!ResUsers._records.some((user) => user.id === ANNA_ID)) {
        ResUsers._records = [...ResUsers._records, { id: ANNA_ID, name: "Anna" }];
    }
    SalesPaceReport._records = rows.length ? rows : [{ ...BEHIND }];
    defineModels({ ...mailModels, SalesPaceReport, CrmTeam, SalesMetric });
}

/** Mount a card that shows one field by one widget, of somebody who is behind. */
export async function mountCard(field, widget, values = {}) {
    SalesPaceReport._records = [{ ...BEHIND, ...values }];
    await mountView({
        type: "kanban",
        resModel: "sales.pace.report",
        arch: `<kanban><templates><t t-name="card">
            <field name="${field}" widget="${widget}"/></t></templates></kanban>`,
    });
}

/** Answer which working day it is, as the board's head asks. */
export function mockBoardFrame() {
    onRpc("sales.board", "get_board_frame", ({ args }) => ({
        date: args[0] || "2017-08-15",
        today: "2017-08-15",
        working_day: 11,
        working_days: 23,
    }));
}
