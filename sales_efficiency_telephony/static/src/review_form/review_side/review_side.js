import { Component, markup, onWillStart, useState } from "@odoo/owl";
import { deserializeDateTime, formatDateTime } from "@web/core/l10n/dates";
import { localization } from "@web/core/l10n/localization";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { RecordingPlayer } from "../../recording_player/recording_player";

/** What is known of the call: facts, recording, the script of its stage. */
export class ReviewSide extends Component {
    static template = "sales_efficiency_telephony.ReviewSide";
    static components = { RecordingPlayer };
    static props = { data: Object, onPerson: Function };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.state = useState({ players: [] });
        this.reload = () => this.loadPlayers();
        onWillStart(() => this.loadPlayers());
    }

    /** Who may not hear the call gets none of its recordings. */
    async loadPlayers() {
        if (this.call.can_open) {
            this.state.players = await this.orm.silent.call(
                "pbx.call",
                "get_recording_players",
                [[this.call.id]],
            );
        }
    }

    getPlayerKey(player) {
        return [player.id, ...player.tracks.map((track) => track.id)].join();
    }

    get call() {
        return this.props.data.call;
    }

    get when() {
        return formatDateTime(deserializeDateTime(this.call.started_at), {
            format: localization.dateTimeFormat.replace(":ss", ""),
        });
    }

    get talk() {
        const seconds = Math.round(this.call.talk_seconds);
        const pad = (number) => `${number}`.padStart(2, "0");
        return _t("%(minutes)s:%(seconds)s min", {
            minutes: Math.floor(seconds / 60),
            seconds: pad(seconds % 60),
        });
    }

    /** Lines of name and value, those that are known. */
    get facts() {
        const { call, data } = { call: this.call, data: this.props.data };
        return [
            [_t("When"), this.when],
            [_t("Direction"), call.direction],
            [_t("Talk Time"), this.talk],
            [_t("Number"), call.number === call.name ? "" : call.number],
            [_t("Deal"), call.deal],
            [_t("Stage at the Call"), call.stage],
            [_t("Outcome"), call.outcome],
            [_t("Note"), call.note],
            [_t("Reviewer"), data.reviewer],
        ].filter(([, value]) => value);
    }

    get canChoose() {
        const { can_edit: canEdit, people, answers } = this.props.data;
        return canEdit && people.length > 1 && !Object.keys(answers).length;
    }

    toHtml(text) {
        return markup(text);
    }

    open() {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "pbx.call",
            res_id: this.call.id,
            views: [[false, "form"]],
        });
    }
}
