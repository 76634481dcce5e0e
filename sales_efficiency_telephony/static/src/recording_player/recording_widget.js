import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { RecordingPlayer } from "./recording_player";

/**
 * The recordings of the call or recording on a form: `<widget name="pbx_recording_player"/>`.
 * With `options="{'field': 'call_id'}"`, of the one that field leads to.
 */
export class RecordingWidget extends Component {
    static template = "sales_efficiency_telephony.RecordingWidget";
    static components = { RecordingPlayer };
    static props = { ...standardWidgetProps, field: { type: String, optional: true } };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ players: [], key: "" });
        this.reload = () => this.load(this.props);
        onWillStart(() => this.load(this.props));
        onWillUpdateProps((next) => {
            const { model, id } = this.getTarget(next);
            if (`${model},${id}` !== this.state.key || this.isNewState(next)) {
                return this.load(next);
            }
        });
    }

    getTarget({ record, field }) {
        return field
            ? { model: record.fields[field].relation, id: record.data[field]?.id }
            : { model: record.resModel, id: record.resId };
    }

    /** A recording's own form: fetched or erased while it is open. */
    isNewState({ record, field }) {
        return !field && record.data.state !== this.shownState;
    }

    async load(props) {
        const { model, id } = this.getTarget(props);
        const question = (this.question = Symbol("question"));
        this.shownState = props.record.data.state;
        const players = id
            ? await this.orm.silent.call(model, "get_recording_players", [[id]])
            : [];
        // The latest question has the say, in whatever order answers come.
        if (question === this.question) {
            Object.assign(this.state, { players, key: `${model},${id}` });
        }
    }

    getKey(player) {
        return [player.id, ...player.tracks.map((track) => track.id)].join();
    }
}

registry.category("view_widgets").add("pbx_recording_player", {
    component: RecordingWidget,
    extractProps: ({ options }) => ({ field: options?.field }),
});
