import { Component, onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { RecordingSound } from "./recording_sound";
import { formatTime } from "./recording_time";

const RATE = "sales_efficiency_telephony.recording_rate";
const VOLUME = "sales_efficiency_telephony.recording_volume";
const RATES = [0.75, 1, 1.25, 1.5, 1.75, 2];
/** Seconds that keys go on or back by. */
const STEPS = {
    ArrowRight: 5,
    ArrowUp: 5,
    ArrowLeft: -5,
    ArrowDown: -5,
    PageUp: 30,
    PageDown: -30,
    Home: -Infinity,
    End: Infinity,
};

/** Plays one talk: seeking, speed, marks, who talked when. */
export class RecordingPlayer extends Component {
    static template = "sales_efficiency_telephony.RecordingPlayer";
    static props = {
        /** Of `get_recording_players`; another talk needs another player: give a key. */
        player: Object,
        /** Has it read again, once a mark is set or taken away. */
        reload: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.rates = RATES;
        this.formatTime = formatTime;
        const { tracks, seconds } = this.props.player;
        this.sound = new RecordingSound({
            tracks,
            seconds,
            rate: this.readSetting(RATE, RATES[0], RATES.at(-1), 1),
            volume: this.readSetting(VOLUME, 0, 1, 1),
        });
        this.state = useState(this.sound.state);
        this.ui = useState({ text: "", isSaving: false });
        onWillUnmount(() => this.sound.close());
    }

    get player() {
        return this.props.player;
    }

    get lanes() {
        const { talk } = this.player;
        const lane = (side, name) => ({
            side,
            name,
            spans: talk[side].map(([from, to]) => ({
                from,
                style: `left: ${this.percent(from)}%; width: ${this.percent(to - from)}%`,
            })),
        });
        return talk
            ? [lane("client", _t("Client")), lane("user", _t("Salesperson"))]
            : [];
    }

    get figures() {
        const { talk } = this.player;
        const share = Math.round(100 * talk.user_share);
        return [
            [_t("Salesperson talked"), `${share}%`],
            [_t("Client talked"), `${100 - share}%`],
            [_t("Salesperson's longest monologue"), formatTime(talk.user_monologue)],
            [_t("Client's longest monologue"), formatTime(talk.client_monologue)],
            [_t("Longest silence"), formatTime(talk.silence)],
            [_t("Salesperson interrupted"), String(talk.user_interruptions)],
        ];
    }

    get positionText() {
        return _t("%(position)s of %(length)s", {
            position: formatTime(this.state.position),
            length: formatTime(this.player.seconds),
        });
    }

    get playText() {
        return this.state.isPlaying ? _t("Pause") : _t("Play");
    }

    get markText() {
        return _t("Mark at %s", formatTime(this.state.position));
    }

    get errorText() {
        return this.state.error === 2
            ? _t("The recording could not be loaded. Press play to try again.")
            : _t(
                  "The recording cannot be played: it may have been erased, or this browser does not know its kind.",
              );
    }

    percent(seconds) {
        return Math.min((100 * seconds) / (this.player.seconds || 1), 100);
    }

    jumpText(mark) {
        return _t("Play from %s", formatTime(mark.second));
    }

    readSetting(key, low, high, fallback) {
        const value = parseFloat(browser.localStorage.getItem(key));
        return value >= low && value <= high ? value : fallback;
    }

    // -------------------------------------------------------------------------
    // Playing
    // -------------------------------------------------------------------------

    toggle() {
        return this.state.isPlaying ? this.sound.pause() : this.sound.play();
    }

    move(seconds) {
        this.sound.seek(this.state.position + seconds);
    }

    jump(second) {
        this.sound.seek(second);
        if (!this.state.isPlaying) {
            this.sound.play();
        }
    }

    onSeek(ev) {
        this.sound.seek(parseFloat(ev.target.value));
    }

    /** The time goes from left to right, whatever way the page is read. */
    onSeekKey(ev) {
        if (ev.key in STEPS) {
            ev.preventDefault();
            this.move(STEPS[ev.key]);
        } else if (ev.key === " ") {
            ev.preventDefault();
            this.toggle();
        }
    }

    onRate(ev) {
        const rate = parseFloat(ev.target.value);
        browser.localStorage.setItem(RATE, rate);
        this.sound.setRate(rate);
    }

    onVolume(ev) {
        const volume = parseFloat(ev.target.value);
        browser.localStorage.setItem(VOLUME, volume);
        this.sound.setVolume(volume);
    }

    // -------------------------------------------------------------------------
    // Marks
    // -------------------------------------------------------------------------

    async addMark() {
        const text = this.ui.text.trim();
        if (!text || this.ui.isSaving) {
            return;
        }
        this.ui.isSaving = true;
        try {
            await this.orm.create("pbx.recording.mark", [
                {
                    recording_id: this.player.id,
                    second: Math.floor(this.state.position),
                    text,
                },
            ]);
            this.ui.text = "";
            await this.props.reload();
        } finally {
            this.ui.isSaving = false;
        }
    }

    onMarkKey(ev) {
        if (ev.key === "Enter") {
            ev.preventDefault();
            ev.stopPropagation();
            this.addMark();
        }
    }

    async removeMark(mark) {
        await this.orm.unlink("pbx.recording.mark", [mark.id]);
        await this.props.reload();
    }
}
