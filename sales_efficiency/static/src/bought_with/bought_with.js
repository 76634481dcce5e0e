import { Component, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** Beneath the lines of a quotation: what else clients who buy this often buy. */
export class BoughtWith extends Component {
    static template = "sales_efficiency.BoughtWith";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ hints: [], adding: false });
        useRecordObserver((record) => {
            this.ask(record);
        });
    }

    getProducts(record) {
        const lines = record.data.order_line.records;
        const ids = lines.map((line) => line.data.product_id?.id).filter(Boolean);
        return [...new Set(ids)].sort((one, other) => one - other);
    }

    /** The form does not wait for the answer, nor for the question if nothing changed. */
    async ask(record) {
        const products = this.getProducts(record);
        const company = record.data.company_id?.id || null;
        const question = JSON.stringify([products, company]);
        if (question === this.question) {
            return;
        }
        this.question = question;
        const hints = products.length
            ? await this.orm.silent.call("sales.cross.sell", "get_companions", [
                  products,
                  company,
              ])
            : [];
        if (question === this.question) {
            this.state.hints = hints;
        }
    }

    get isDraft() {
        return this.props.record.data.state === "draft";
    }

    percent(hint) {
        return Math.round(hint.confidence);
    }

    async add(hint) {
        this.state.adding = true;
        await this.props.record.data.order_line.addNewRecord({
            position: "bottom",
            mode: "readonly",
            context: { default_product_id: hint.product_id },
        });
        this.state.adding = false;
        this.ask(this.props.record);
    }
}

registry.category("view_widgets").add("sales_bought_with", {
    component: BoughtWith,
    fieldDependencies: [
        { name: "state", type: "selection" },
        { name: "company_id", type: "many2one" },
    ],
});
