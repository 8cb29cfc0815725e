// The recording in the judge's page: every tile drawn into one canvas, every voice mixed into one track, with the
// clock, the case, the number of the chunk and the head of the chain burned in. The picture proves the order of the
// chain, and the chain the picture.

import {Uploader, sha256} from "./uploader.js";

const SLICE_MS = 3000;
const SILENT = 0.004; // root mean square below which nobody speaks and nothing hums
const UNACKNOWLEDGED_MS = 10000;
const TYPES = ["video/webm;codecs=vp8,opus", "video/webm", "video/mp4"];
const BITS = {videoBitsPerSecond: 1150000, audioBitsPerSecond: 96000};
const STRIP = 64;

export class RecordingRefused extends Error {
  constructor(sentence, code, status) {
    super(sentence);
    Object.assign(this, {code, status});
  }
}

export class Recorder {
  // room: its UUID. csrf: the token, or a function that gives it. tab: the name of this window, as the seat knows it.
  // burn: lines of the page's own (the case, the step of the script), asked for at each drawing.
  constructor({room, csrf, tab = "", base = "/rooms/", canvasSize = [1280, 720], fps = 15, burn = () => []}) {
    Object.assign(this, {room, tab, base, fps, burn});
    this.csrf = typeof csrf === "function" ? csrf : () => csrf;
    this.canvas = document.createElement("canvas");
    [this.canvas.width, this.canvas.height] = canvasSize;
    this.pen = this.canvas.getContext("2d", {alpha: false});
    this.tiles = new Map();
    this.sounds = new Map();
    this.listeners = new Set();
    this.offset = 0;
    this.state = {
      line: "off", number: 0, chunks: 0, head: "0".repeat(64), waiting: 0, framesPerSecond: 0, hasSound: false,
      isKept: true, reason: "",
    };
    this.uploader = new Uploader({room, csrf: this.csrf, base, onState: (event) => this._heard(event)});
    this.order = Promise.resolve();
  }

  onState(listener) {
    this.listeners.add(listener);
    listener({...this.state});
    return () => this.listeners.delete(listener);
  }

  // The video element must go on playing; it may be hidden. `lang` is the language of the name.
  addTile(seat, video, name) {
    this.tiles.set(seat, {video, name});
  }

  removeTile(seat) {
    this.tiles.delete(seat);
  }

  // In Chromium a stream from another person is silent in the mix unless some media element plays it as well.
  addSound(seat, stream) {
    this.removeSound(seat);
    this.sounds.set(seat, {stream, source: null});
    if (this.audio) this._mix(seat);
  }

  removeSound(seat) {
    this.sounds.get(seat)?.source?.disconnect();
    this.sounds.delete(seat);
  }

  // Sends what an earlier page of this device left, then begins a new recording. Rejects with RecordingRefused, its
  // sentence in the reader's language.
  start() {
    if (this.media) return Promise.resolve();
    this.starting ??= this._start().finally(() => { this.starting = null; });
    return this.starting;
  }

  async _start() {
    await this.uploader.drained();
    const type = TYPES.find((one) => MediaRecorder.isTypeSupported(one)) || "video/webm";
    const asked = Date.now();
    const said = await this._post("", {tab: this.tab, media_type: type});
    this.offset = new Date(said.server_at).getTime() - (asked + Date.now()) / 2;
    await this._listen();
    this._reset(said);
    this._record(type);
    this.clock = new Worker(new URL("tick.js", import.meta.url));
    this.clock.onmessage = () => this._tick();
    this.clock.postMessage({every: 1000 / this.fps});
    this._tick();
  }

  // Stops, waits until every chunk is acknowledged, and tells the server how many there are.
  async stop() {
    if (!this.media) return null;
    const {number} = this.state;
    await this._still();
    await this.uploader.drained();
    const said = await this._post(`${number}/stop/`, {chunks: this.kept});
    this._say({line: "off", reason: "", head: said.head});
    return said;
  }

  async _post(path, content) {
    const answer = await fetch(`${this.uploader.address}${path}`, {
      method: "POST", credentials: "same-origin", redirect: "manual", body: JSON.stringify(content),
      headers: {"Content-Type": "application/json", "X-CSRFToken": this.csrf()},
    });
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new RecordingRefused(said.error || "", said.code || "", answer.status);
    return said;
  }

  _reset(said) {
    this.kept = 0;
    this.acknowledgedAt = performance.now();
    this._forget();
    this._say({
      line: "recording", number: said.number, chunks: 0, head: said.head, waiting: 0, framesPerSecond: 0,
      hasSound: false, isKept: this.uploader.queue.isKept, reason: "",
    });
  }

  _forget() {
    Object.assign(this, {frames: 0, sounded: false, since: performance.now()});
  }

  _record(type) {
    const stream = this.canvas.captureStream(this.fps);
    for (const track of this.mixed.stream.getAudioTracks()) stream.addTrack(track);
    this.media = new MediaRecorder(stream, {mimeType: type, ...BITS});
    this.media.ondataavailable = ({data}) => this._slice(data);
    this.media.onerror = () => this._again("recorder");
    this.media.start(SLICE_MS);
  }

  // A chunk: what was drawn and heard since the last belongs to it. They are kept one after the other.
  _slice(blob) {
    if (!blob.size) return;
    const row = {
      recording: this.state.number, chunk: this.kept, frames: this.frames, sound: this.sounded,
      milliseconds: Math.round(performance.now() - this.since), at: new Date().toISOString(),
    };
    this.kept += 1;
    this._say({
      framesPerSecond: Math.round(row.frames * 10000 / Math.max(1, row.milliseconds)) / 10, hasSound: row.sound,
      chunks: this.kept,
    });
    this._forget();
    this.order = this.order.then(async () => {
      const content = await blob.arrayBuffer();
      await this.uploader.add({...row, content, digest: await sha256(content)});
    });
  }

  // Ends drawing and recording on this device; resolves when the last chunk lies in the queue.
  async _still() {
    const media = this.media;
    this.media = null;
    this.clock?.terminate();
    if (media && media.state !== "inactive") {
      await new Promise((resolve) => {
        media.onstop = resolve;
        media.onerror = resolve;
        media.stop();
      });
    }
    await this.order;
  }

  // The recording cannot go on; a new one begins, and the server notes the gap.
  async _again(reason) {
    this._say({line: "stopped", reason});
    await this._still();
    try {
      await this.start();
    } catch (error) {
      this._say({line: "stopped", reason: error.code || reason});
    }
  }

  _heard(event) {
    const isMine = this.media && event.recording === this.state.number;
    if (event.kind === "acknowledged") {
      if (!isMine) return;
      this.acknowledgedAt = performance.now();
      this._say({line: "recording", head: event.head, waiting: event.waiting, reason: ""});
    } else if (event.kind === "waiting") {
      const line = event.code === "full" ? "stopped" : this.state.line;
      this._say({line: isMine ? line : this.state.line, waiting: event.waiting, reason: event.code || "network"});
    } else if (isMine && ["over", "unknown"].includes(event.code)) {
      this._still(); // somebody else records now, or nobody may
      this._say({line: "stopped", reason: event.code});
    } else if (isMine) {
      this._again(event.code);
    }
  }

  _say(change) {
    const before = JSON.stringify(this.state);
    Object.assign(this.state, change);
    if (JSON.stringify(this.state) === before) return;
    for (const listener of this.listeners) listener({...this.state});
  }

  async _listen() {
    if (!this.audio) {
      this.audio = new AudioContext();
      this.mixed = this.audio.createMediaStreamDestination();
      this.meter = this.audio.createAnalyser();
      this.meter.fftSize = 2048;
      this.samples = new Float32Array(this.meter.fftSize);
      const silence = this.audio.createConstantSource(); // the track runs on when nobody is at the table
      silence.offset.value = 0;
      silence.connect(this.mixed);
      silence.start();
      for (const seat of this.sounds.keys()) this._mix(seat);
    }
    await this.audio.resume();
  }

  _mix(seat) {
    const sound = this.sounds.get(seat);
    if (!sound.stream.getAudioTracks().length) return;
    sound.source = this.audio.createMediaStreamSource(sound.stream);
    sound.source.connect(this.mixed);
    sound.source.connect(this.meter);
  }

  _tick() {
    this._draw();
    this.frames += 1;
    this.meter.getFloatTimeDomainData(this.samples);
    const power = this.samples.reduce((sum, value) => sum + value * value, 0) / this.samples.length;
    this.sounded ||= Math.sqrt(power) > SILENT;
    if (performance.now() - this.acknowledgedAt > UNACKNOWLEDGED_MS) this._say({line: "stopped"});
  }

  _draw() {
    const {canvas, pen} = this;
    pen.fillStyle = "#14181d";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    const tiles = [...this.tiles.values()];
    const columns = Math.ceil(Math.sqrt(tiles.length)) || 1;
    const rows = Math.ceil(tiles.length / columns) || 1;
    const [width, height] = [canvas.width / columns, (canvas.height - STRIP) / rows];
    tiles.forEach((tile, index) => {
      this._drawTile(tile, (index % columns) * width, Math.floor(index / columns) * height, width, height);
    });
    this._drawStrip();
  }

  _drawTile({video, name}, left, top, width, height) {
    const {pen} = this;
    if (video.videoWidth) {
      const scale = Math.min(width / video.videoWidth, height / video.videoHeight);
      const [wide, high] = [video.videoWidth * scale, video.videoHeight * scale];
      pen.drawImage(video, left + (width - wide) / 2, top + (height - high) / 2, wide, high);
    }
    pen.font = "18px sans-serif";
    const label = typeof name === "function" ? name() : name;
    pen.fillStyle = "rgba(0, 0, 0, .65)";
    pen.fillRect(left + 8, top + height - 36, Math.min(width - 16, pen.measureText(label).width + 20), 28);
    pen.fillStyle = "#fff";
    pen.fillText(label, left + 18, top + height - 16, width - 36);
  }

  // Beijing, Hong Kong and Macao keep UTC+8; the clock is the server's, whatever this device believes.
  _time() {
    return new Date(Date.now() + this.offset + 8 * 3600000).toISOString().replace("T", " ").replace("Z", " +08:00");
  }

  _drawStrip() {
    const {canvas, pen, state} = this;
    const top = canvas.height - STRIP;
    pen.fillStyle = "#000";
    pen.fillRect(0, top, canvas.width, STRIP);
    pen.fillStyle = "#fff";
    pen.font = "20px monospace";
    const words = [this._time(), ...this.burn(), `R${state.number}`, `#${this.kept}`, `${state.framesPerSecond} fps`];
    pen.fillText(words.filter(Boolean).join("  "), 12, top + 26, canvas.width - 24);
    pen.font = "16px monospace";
    pen.fillText(state.head, 12, top + 52, canvas.width - 24);
  }
}
