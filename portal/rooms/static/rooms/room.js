/* One person's place in a room: camera and microphone, ticket and seat, pictures, signs of life, and what to say when
 * something fails. The page gives the words (`#room-texts`), the places (`data-room-…`), and adds its own script. */

import { MeshEngine } from "./mesh.js";
import { LineDown, Refused, Signals, ask } from "./signals.js";
import { Screen } from "./screen.js";

const PICTURE = { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 15, max: 24 } };
const SOUND = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const ENGINES = { mesh: MeshEngine };
const CLOCK_TOLERANCE = 60000;
const OUT = new Set(["refused", "removed", "left"]);

/** The words of the page's language. */
export function textsOf(root = document) {
  return JSON.parse(root.querySelector("#room-texts").textContent);
}

/**
 * Events (`on(kind, fn)`): `state` (whole state), `admitted`, `removed` (with how), `script`, `recording`, `media`
 * (own stream), `tile` ({seat, video, name, element}), `track` ({seat, stream}), `gone` ({seat}), `link` ({seat, state}),
 * `line` ({open}), `taken`, and every kind that the portal says.
 */
export class RoomClient {
  constructor({ room, csrf, root = document, texts = textsOf(root), place = "" }) {
    this.room = room;
    this.csrf = csrf;
    this.texts = texts;
    this.place = place;
    this.tab = crypto.randomUUID();
    this.listeners = new Map();
    this.state = null;
    this.stream = null;
    this.streams = new Map();
    this.engine = null;
    this.beat = 0;
    this.ended = false;
    this.screen = new Screen({ root, texts, client: this });
    this.signals = new Signals({ room, csrf });
    this.#hearSignals();
  }

  on(kind, fn) {
    if (!this.listeners.has(kind)) this.listeners.set(kind, new Set());
    this.listeners.get(kind).add(fn);
    return () => this.listeners.get(kind).delete(fn);
  }

  tell(kind, detail) {
    for (const fn of this.listeners.get(kind) || []) fn(detail);
  }

  get me() {
    return this.state?.me || "";
  }

  /** Ask for camera and microphone, take the seat, and stay. Without devices the person still hears and sees. */
  async start() {
    this.ended = false;
    this.screen.say("starting");
    await this.openDevices();
    await this.takeSeat();
  }

  /** Camera and microphone; what failed is said in words, with a way to try again. */
  async openDevices() {
    try {
      const stream = await this.#devices();
      this.#useStream(stream);
      this.screen.clearAlert("devices");
    } catch (fault) {
      const known = { NotAllowedError: "camera_refused", NotFoundError: "camera_missing", NotReadableError: "camera_busy" };
      this.screen.alert("devices", this.texts[known[fault.name] || "camera_failed"], () => this.openDevices());
      this.tell("media", null);
    }
  }

  async #devices() {
    if (!navigator.mediaDevices) throw new DOMException("no devices", "NotFoundError");
    return navigator.mediaDevices.getUserMedia({ video: PICTURE, audio: SOUND });
  }

  #useStream(stream) {
    for (const track of this.stream?.getTracks() || []) track.stop();
    this.stream = stream;
    for (const track of stream.getTracks()) {
      track.addEventListener("ended", () => {
        if (this.stream === stream && !this.ended) {
          this.screen.alert("devices", this.texts.device_lost, () => this.openDevices());
        }
      });
    }
    this.tell("media", stream);
    if (this.state) this.#showOwn();
    this.engine?.setStream(stream);
  }

  /** A ticket, then the seat; afterwards the line is open. */
  async takeSeat() {
    try {
      const { ticket } = await ask(this.room, "ticket", { csrf: this.csrf, body: {} });
      const body = { ticket, tab: this.tab, place: this.place };
      const state = await ask(this.room, "seat", { csrf: this.csrf, body });
      this.screen.clearAlert("seat");
      this.signals.start({ tab: this.tab, after: state.sequence });
      this.#take(state);
      this.#beatLater();
    } catch (fault) {
      this.#failed(fault, "seat", () => this.takeSeat());
    }
  }

  /** The seat back from another window of the same person. */
  async takeBack() {
    this.tab = crypto.randomUUID();
    await this.start();
  }

  /** Ask for the whole state now. */
  async look() {
    try {
      this.#take(await ask(this.room, "state"));
    } catch (fault) {
      this.#failed(fault, "line", () => this.look());
    }
  }

  admit(seat) {
    return this.#act("admit", { seat });
  }

  refuse(seat) {
    return this.#act("refuse", { seat });
  }

  remove(seat) {
    return this.#act("remove", { seat });
  }

  async #act(path, body) {
    try {
      this.#take(await ask(this.room, path, { csrf: this.csrf, body }));
      this.screen.clearAlert("act");
    } catch (fault) {
      this.#failed(fault, "act", () => this.#act(path, body));
    }
  }

  /** Stand up, and stop camera and microphone. */
  async leave() {
    try {
      await ask(this.room, "leave", { csrf: this.csrf, body: {} });
      this.#end("left");
    } catch (fault) {
      this.#failed(fault, "act", () => this.leave());
    }
  }

  setMicrophone(on) {
    for (const track of this.stream?.getAudioTracks() || []) track.enabled = on;
  }

  setCamera(on) {
    for (const track of this.stream?.getVideoTracks() || []) track.enabled = on;
  }

  #hearSignals() {
    const { signals } = this;
    const seatOf = (event) => event.payload.seat;
    signals.on("joined", (event) => {
      this.engine?.meet(seatOf(event), { anew: true });
      this.look();
    });
    signals.on("left", (event) => {
      this.#part(seatOf(event));
      this.look();
    });
    signals.on("dropped", (event) => {
      this.engine?.part(seatOf(event), { sure: false });
      this.look();
    });
    for (const kind of ["waiting", "returned", "state", "recording"]) signals.on(kind, () => this.look());
    signals.on("admitted", async () => {
      await this.look();
      this.tell("admitted", this.state);
    });
    for (const kind of ["refused", "removed", "closed"]) signals.on(kind, () => this.#end(kind));
    signals.on("taken", (event) => event.payload.tab !== this.tab && this.#end("taken"));
    signals.on("line", (line) => this.#line(line.open));
    const own = new Set(["state", "admitted", "removed", "refused", "closed", "taken"]);
    signals.on("event", (event) => own.has(event.kind) || this.tell(event.kind, event));
  }

  #line(open) {
    this.screen.line(open);
    this.tell("line", { open });
  }

  #take(state) {
    if (this.ended) return;
    const before = this.state;
    if (before && state.sequence < before.sequence) return; // an answer that was overtaken
    this.state = state;
    if (state.state === "closed") {
      this.#end("closed");
      return;
    }
    if (state.my_state === "admitted") this.#join(state);
    if (OUT.has(state.my_state)) {
      this.#end(state.my_state);
      return;
    }
    this.#showOwn();
    this.screen.show(state);
    this.#compareClocks(state);
    this.tell("state", state);
  }

  #join(state) {
    if (!this.engine) {
      const Engine = ENGINES[state.engine.kind];
      this.engine = new Engine({ signals: this.signals, me: state.me });
      this.engine.join(state.engine, {
        stream: this.stream,
        onTrack: (seat, stream) => this.#receive(seat, stream),
        onState: (seat, link) => this.#linked(seat, link),
      });
    }
    this.engine.renew(state.engine);
    const here = new Set([state.me]);
    for (const seat of state.seats) {
      if (seat.is_me || seat.state !== "admitted") continue;
      here.add(seat.id);
      this.engine.meet(seat.id);
    }
    const known = new Set([...this.streams.keys(), ...Object.keys(this.engine.links())]);
    for (const seat of known) if (!here.has(seat)) this.#part(seat);
  }

  /** A seat is empty: hang up, and take its picture away at once. */
  #part(seat) {
    this.engine?.part(seat);
    this.screen.takeAway(seat);
    if (this.streams.delete(seat)) this.tell("gone", { seat });
  }

  #receive(seat, stream) {
    this.streams.set(seat, stream);
    const tile = this.screen.tileOf(seat);
    if (tile) this.screen.play(tile, stream);
    this.tell("track", { seat, stream });
  }

  #linked(seat, link) {
    this.screen.linked(seat, link);
    this.tell("link", { seat, state: link });
  }

  #showOwn() {
    if (!this.stream || !this.me) return;
    if (this.streams.get(this.me) === this.stream) return;
    this.streams.set(this.me, this.stream);
    const tile = this.screen.tileOf(this.me);
    if (tile) this.screen.play(tile, this.stream);
    this.tell("track", { seat: this.me, stream: this.stream });
  }

  #compareClocks(state) {
    const off = Date.now() - Date.parse(state.at);
    if (Math.abs(off) > CLOCK_TOLERANCE) this.screen.alert("clock", this.texts.clock_wrong);
    else this.screen.clearAlert("clock");
  }

  #beatLater() {
    clearTimeout(this.beat);
    const wait = 1000 * (this.state?.heartbeat_seconds || 3);
    this.beat = setTimeout(() => this.#sayAlive(), wait);
  }

  async #sayAlive() {
    if (this.ended) return;
    try {
      const body = { tab: this.tab, links: this.engine?.links() || {} };
      this.#take(await ask(this.room, "presence", { csrf: this.csrf, body }));
      this.screen.clearAlert("line");
      this.#line(true);
    } catch (fault) {
      if (fault instanceof LineDown) this.#line(false);
      else if (fault.code === "unknown") await this.look(); // out of the seat: the state says how
      else this.#failed(fault, "line", () => this.takeSeat());
    }
    if (!this.ended) this.#beatLater();
  }

  #failed(fault, place, again) {
    if (fault instanceof LineDown) {
      this.#line(false);
      if (place === "seat") setTimeout(() => !this.ended && again(), 2000);
      return;
    }
    if (!(fault instanceof Refused)) throw fault;
    if (fault.code === "taken") {
      this.#end("taken");
      return;
    }
    const sentences = { "sign-in": this.texts.sign_in_ended, expired: this.texts.page_expired };
    this.screen.alert(place, fault.message || sentences[fault.code] || this.texts.failed, again);
  }

  /** The seat is gone: refused, removed, taken by another window, left, or the room closed. */
  #end(how) {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.beat);
    this.signals.close();
    this.engine?.leave();
    this.engine = null;
    for (const track of this.stream?.getTracks() || []) track.stop();
    this.stream = null;
    this.streams.clear();
    this.screen.ended(how, how === "taken" ? () => this.takeBack() : null);
    this.tell(how === "taken" ? "taken" : "removed", { how });
    this.state = null;
  }
}
