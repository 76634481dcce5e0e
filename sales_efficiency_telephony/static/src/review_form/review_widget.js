import { Component, xml } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { ReviewForm } from "./review_form";

/** The scoring screen on the form of a review. */
export class ReviewWidget extends Component {
    static template = xml`
        <ReviewForm
            t-if="props.record.resId"
            t-key="props.record.resId"
            reviewId="props.record.resId"
            onChanged.bind="onChanged"
        />`;
    static components = { ReviewForm };
    static props = { ...standardWidgetProps };

    /** The messages beside it know of it. */
    async onChanged() {
        await this.props.record.load();
    }
}

registry.category("view_widgets").add("pbx_review_form", { component: ReviewWidget });
