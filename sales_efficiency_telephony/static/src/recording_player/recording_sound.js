import { reactive } from "@odoo/owl";

/** Two files of one talk may drift apart by so many seconds. */
const DRIFT = 0.15;
const PLAYING = new Set();

/**
 * The sound of one talk: one file, or two that are kept in step. Knows nothing of what
 * it looks like, and loads nothing until it is played.
 */
export class RecordingSound {
    /**
     * @param {Object} params
     * @param {Object[]} params.tracks `{url, seconds}`
     * @param {number} params.seconds
     * @param {number} [params.rate]
     * @param {number} [params.volume] 0 to 1
     */
    constructor({ tracks, seconds, rate = 1, volume = 1 }) {
        this.state = reactive({
            isPlaying: false,
            isWaiting: false,
            position: 0,
            rate,
            volume,
            error: 0,
        });
        this.seconds = seconds;
        const longest = [...tracks].sort((one, other) => other.seconds - one.seconds);
        this.audios = longest.map((track) => this.makeAudio(track.url));
        this.main?.addEventListener("timeupdate", () => this.onTime());
        this.main?.addEventListener("ended", () => this.onEnded());
    }

    get main() {
        return this.audios[0];
    }

    makeAudio(url) {
        const audio = new Audio();
        // To load is to listen: that is noted, so it waits until somebody does.
        audio.preload = "none";
        audio.src = url;
        audio.volume = this.state.volume;
        audio.addEventListener("waiting", () => (this.state.isWaiting = true));
        audio.addEventListener("playing", () => (this.state.isWaiting = false));
        audio.addEventListener("error", () => this.fail(audio.error?.code));
        return audio;
    }

    async play() {
        for (const other of PLAYING) {
            other.pause();
        }
        PLAYING.add(this);
        Object.assign(this.state, { isPlaying: true, isWaiting: true, error: 0 });
        if (this.state.position >= this.seconds) {
            this.state.position = 0;
        }
        try {
            await Promise.all(this.audios.map((audio) => this.start(audio)));
        } catch (error) {
            // Paused or gone before it began.
            if (error.name !== "AbortError") {
                this.fail(error.name === "NotSupportedError" ? 4 : 2);
            }
        }
    }

    async start(audio) {
        if (audio.error) {
            audio.load();
        }
        audio.playbackRate = this.state.rate;
        this.place(audio);
        await audio.play();
        this.place(audio);
    }

    /** Put a file where the talk is, unless it is there. */
    place(audio) {
        if (Math.abs(audio.currentTime - this.state.position) > DRIFT) {
            audio.currentTime = this.state.position;
        }
    }

    pause() {
        PLAYING.delete(this);
        Object.assign(this.state, { isPlaying: false, isWaiting: false });
        for (const audio of this.audios) {
            audio.pause();
        }
    }

    seek(position) {
        this.state.position = Math.min(Math.max(position, 0), this.seconds);
        if (this.state.isPlaying) {
            for (const audio of this.audios) {
                audio.currentTime = this.state.position;
            }
        }
    }

    setRate(rate) {
        this.state.rate = rate;
        for (const audio of this.audios) {
            audio.playbackRate = rate;
        }
    }

    setVolume(volume) {
        this.state.volume = volume;
        for (const audio of this.audios) {
            audio.volume = volume;
        }
    }

    onTime() {
        if (!this.state.isPlaying || this.main.seeking) {
            return;
        }
        this.state.position = this.main.currentTime;
        for (const audio of this.audios.slice(1)) {
            if (!audio.ended && !audio.seeking) {
                this.place(audio);
            }
        }
    }

    onEnded() {
        this.state.position = this.seconds;
        this.pause();
    }

    /** @param {number} code of MediaError */
    fail(code) {
        this.pause();
        this.state.error = code || 2;
    }

    /** Let go of what was loaded. */
    close() {
        this.pause();
        for (const audio of this.audios) {
            audio.removeAttribute("src");
            audio.load();
        }
    }
}
