/* The session in the page: regions that the portal writes in the reader's language, the acts of the judge, the
 * signature, and the recording in the judge's window. Nothing legal is kept here: after every change the page looks
 * again at the portal's own state. */

import { RoomClient } from "../rooms/room.js";
import { Recorder } from "../rooms/recorder.js";
import { Pad } from "./signature.js";

const WATCH_MS = 5000;
const LONGEST_ACT_MS = 90000; // signing and sealing ask a time stamping authority
const LONGEST_LOOK_MS = 20000;
const HELD = new Set(["open", "suspended", "attested"]);
const byId = (id) => document.getElementById(id);
const own = byId("session-script").dataset;
const texts = JSON.parse(byId("session-texts").textContent);

class Session {
  constructor(state) {
    this.state = state;
    this.shown = { ...state.regions };
    this.chosen = "";
    this.asked = 0;
    this.answered = 0;
    this.client = null;
    this.recorder = null;
    this.underWay = new Map(); // act and what it is about -> its answer
    this.lostAt = "";
    this.#take(state);
    addEventListener("submit", (event) => this.#submit(event));
    addEventListener("click", (event) => this.#click(event));
    addEventListener("pointerdown", (event) => (this.pressed = event.button ? null : event.target), true);
    // a menu, or a list that opens, may swallow the letting go: the region must not stand still then
    for (const end of ["pointerup", "pointercancel", "contextmenu", "keydown", "change"]) {
      addEventListener(end, () => setTimeout(() => this.#released()), true);
    }
    byId("region-question").addEventListener("keydown", (event) => this.#key(event));
    setInterval(() => this.#watch(), WATCH_MS);
  }

  enter(client) {
    this.client = client;
    for (const kind of ["script", "recording", "admitted", "joined", "left"]) client.on(kind, () => this.lookSoon());
    client.on("state", (room) => this.#heard(room));
    client.on("removed", () => this.look());
    if (own.who === "judge") this.#prepareRecorder();
  }

  /** Several tidings at once make one question, and while it is open one more: on a slow line they pile up. */
  lookSoon() {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.#lookOnce(), 150);
  }

  /** A sign of life is answered with the room's state every few seconds: news only when something in it is new. */
  #heard({ sequence, state, my_state, recording, seats }) {
    const here = seats.map((seat) => [seat.id, seat.state, seat.is_present]);
    const news = JSON.stringify([sequence, state, my_state, recording?.line, here]);
    if (news !== this.news) this.lookSoon();
    this.news = news;
  }

  async #lookOnce() {
    this.lookAgain = Boolean(this.looking);
    if (this.looking) return;
    this.looking = true;
    await this.look().finally(() => (this.looking = false));
    if (this.lookAgain) this.lookSoon();
  }

  look() {
    const query = this.chosen ? `?item=${encodeURIComponent(this.chosen)}` : "";
    return this.#ask(own.state + query, {});
  }

  async #watch() {
    if (this.watching || this.underWay.size || document.hidden && own.who !== "judge") return;
    this.watching = true;
    const watch = own.act.replace("NAME", "watch");
    const asked = this.state.state !== "open"
      ? this.look()
      : this.#ask(watch, { method: "POST", body: new FormData() }, { quiet: true });
    await asked.finally(() => (this.watching = false));
  }

  async #ask(address, options, { quiet = false } = {}) {
    const number = (this.asked += 1);
    let answer;
    let content;
    try {
      answer = await fetch(address, {
        credentials: "same-origin",
        signal: AbortSignal.timeout(options.method && !quiet ? LONGEST_ACT_MS : LONGEST_LOOK_MS),
        ...options,
        headers: { Accept: "application/json", "X-CSRFToken": own.csrf, ...options.headers },
      });
      const type = answer.headers.get("Content-Type") || "";
      content = type.startsWith("application/json") ? await answer.json() : null;
    } catch { // no answer, half an answer, or none in time
      this.#fault(texts.lost);
      return null;
    }
    if (!answer.ok || content === null) {
      if (!quiet || answer.status === 401) this.#fault(content?.error || (answer.status < 500 ? texts.again : texts.lost));
      return null;
    }
    if (number >= this.answered) {
      this.answered = number;
      if (!(quiet && this.chosen)) this.#take(content);
    }
    if (byId("fault").textContent === texts.lost && this.lostAt !== this.#place()) this.#fault("");
    return content;
  }

  /** What is to be done now, and about what. */
  #place() {
    return `${this.state.stage} ${this.state.item}`;
  }

  #take(state) {
    if (state.stage === "over") {
      this.#over();
      return;
    }
    this.state = state;
    for (const [name, html] of Object.entries(state.regions)) this.#swap(name, html);
    document.body.dataset.stage = state.stage;
    this.#showPad();
    this.#keepRecorder();
  }

  /** New words in a region; what was typed, what was open and where the focus was stay. */
  #swap(name, html) {
    const region = byId(`region-${name}`);
    if (!region || this.shown[name] === html) return;
    if (this.pressed && region.contains(this.pressed)) return; // a button that goes before it is let go loses its click
    const focused = region.contains(document.activeElement) ? document.activeElement.id : "";
    const item = region.querySelector("[name=item]")?.value;
    const typed = [...region.querySelectorAll("input[id], textarea[id], select[id]")].map((field) => [field.id, field.value]);
    const open = [...region.querySelectorAll("details[open][id]")].map((details) => details.id);
    region.innerHTML = html;
    this.shown[name] = html;
    if (item === region.querySelector("[name=item]")?.value) {
      for (const [id, value] of typed) if (byId(id) && region.contains(byId(id))) byId(id).value = value;
    }
    for (const id of open) if (byId(id)) byId(id).open = true;
    if (focused) (byId(focused) || region.querySelector("[tabindex='-1']"))?.focus();
  }

  /** After the click, what came while a button was held down is shown. */
  #released() {
    if (!this.pressed) return;
    this.pressed = null;
    if (!this.isOver) this.#take(this.state);
  }

  #submit(event) {
    const form = event.target.closest("form[data-act]");
    if (!form) return;
    event.preventDefault();
    this.act(form.dataset.act, new FormData(form, event.submitter));
  }

  /** One act after the other. The room's own tidings may show the next question before the answer to the last act is
   * back: what is clicked meanwhile waits its turn, and goes out unless the act before it was refused. The same question
   * clicked twice is one act. */
  act(name, body) {
    const key = [name, ...["item", "person", "gap"].map((field) => body.get(field) || "")].join(" ");
    if (this.underWay.has(key)) return this.underWay.get(key);
    const before = [...this.underWay.values()].pop();
    const turn = before ? before.then((answer) => answer && this.#send(name, body)) : this.#send(name, body);
    const answer = turn.catch((fault) => this.#stumbled(fault)).finally(() => this.underWay.delete(key));
    this.underWay.set(key, answer);
    return answer;
  }

  async #send(name, body) {
    this.lostAt = "";
    this.#fault("");
    this.#said(texts.sent);
    const answer = await this.#ask(own.act.replace("NAME", name), { method: "POST", body });
    if (answer) {
      this.chosen = "";
      if (this.state !== answer && !this.isOver) await this.look(); // a later look, perhaps at an earlier state
      if (name === "answer" || name === "open") byId("question-head")?.focus();
      if (["close", "abort"].includes(name)) await this.recorder?.stop().catch(() => {});
    } else if (byId("fault").textContent === texts.lost) {
      this.lostAt = this.#place(); // said until the page moves on, or the next act: nobody sends this one again
    }
    this.#said(answer?.said || "");
    return answer;
  }

  /** The page itself failed: said like a lost line, never kept silent. */
  #stumbled(fault) {
    this.#said("");
    this.#fault(texts.lost);
    console.error(fault);
    return null;
  }

  #click(event) {
    const button = event.target.closest("[data-again], [data-room-act]");
    if (!button) return;
    if (button.dataset.again) {
      this.chosen = button.dataset.again;
      this.look().then(() => byId("question-head")?.focus());
    } else {
      this.client?.[button.dataset.roomAct](button.dataset.seat);
    }
  }

  /** Keys 1, 2 answer while the focus is in the panel and not in a field. */
  #key(event) {
    if (event.target.closest("input, textarea, select") || event.ctrlKey || event.altKey || event.metaKey) return;
    const button = byId("region-question").querySelector(`button[data-key="${CSS.escape(event.key)}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  }

  #said(text) {
    byId("said").textContent = text;
  }

  #fault(text) {
    byId("fault").textContent = text;
  }

  #over() {
    if (this.isOver) return;
    this.isOver = true;
    const leave = () => location.assign(own.after);
    Promise.resolve(this.recorder?.stop().catch(() => {})).then(leave, leave);
  }

  // -- signature

  #showPad() {
    const form = byId("pad-form");
    if (!form) return;
    form.hidden = !this.state.may_sign;
    if (form.hidden || this.pad) {
      if (form.hidden) this.pad?.clear();
      return;
    }
    const tell = (what) => (byId("pad-state").textContent = texts[what] || "");
    this.pad = new Pad(byId("pad"), { onChange: tell });
    byId("pad-mark").addEventListener("click", () => this.pad.mark());
    byId("pad-type").addEventListener("click", () => this.pad.type(byId("pad-name").value));
    byId("pad-clear").addEventListener("click", () => this.pad.clear());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#sign();
    });
    form.scrollIntoView({ block: "nearest" });
  }

  async #sign() {
    if (this.signing) return; // on its way
    if (this.pad.isEmpty) {
      this.#fault(texts.empty);
      return;
    }
    this.#fault("");
    const body = JSON.stringify({ ...this.pad.content(), digest: this.state.digest });
    const headers = { "Content-Type": "application/json" };
    this.signing = true;
    try {
      const answer = await this.#ask(own.sign, { method: "POST", body, headers });
      if (answer && this.state !== answer && !this.isOver) await this.look();
      if (answer) this.#said(answer.said);
    } finally {
      this.signing = false;
    }
  }

  // -- recording, in the judge's window alone

  #prepareRecorder() {
    const room = own.room;
    this.recorder = new Recorder({
      room, csrf: own.csrf, tab: this.client.tab, canvasSize: [1280, 720], fps: 15,
      burn: () => [own.reference, `S${this.state.step}`, this.state.code],
    });
    this.client.on("tile", ({ seat, video, name }) => this.recorder.addTile(seat, video, name));
    this.client.on("track", ({ seat, stream }) => this.recorder.addSound(seat, stream));
    this.client.on("gone", ({ seat }) => {
      this.recorder.removeTile(seat);
      this.recorder.removeSound(seat);
    });
    this.client.on("taken", () => this.recorder.stop().catch(() => {}));
    this.client.on("state", () => this.#keepRecorder());
  }

  async #keepRecorder() {
    if (!this.recorder || this.recorder.media || this.starting || this.isOver) return;
    if (!this.client?.state || !HELD.has(this.state.state)) return;
    if (typeof MediaRecorder === "undefined") {
      this.#fault(texts.no_recorder);
      return;
    }
    this.starting = true;
    this.recorder.tab = this.client.tab;
    try {
      await this.recorder.start();
    } catch (fault) {
      if (fault.message) this.#fault(fault.message);
    } finally {
      setTimeout(() => (this.starting = false), 2000);
    }
  }
}

const session = new Session(JSON.parse(byId("session-state").textContent));

function enter(place) {
  byId("enter").hidden = true;
  sessionStorage.setItem(`place:${own.room}`, place);
  const client = new RoomClient({ room: own.room, csrf: own.csrf, place });
  session.enter(client);
  client.start().then(() => session.look());
}

byId("enter").addEventListener("submit", (event) => {
  event.preventDefault();
  enter(byId("enter-place").value.trim());
});
const before = sessionStorage.getItem(`place:${own.room}`);
if (before !== null) enter(before);
