/* The line to the portal: posts in order, and hears the room's events, across cut lines and restarts of the server. */

const MOST_AT_ONCE = 10;
const MOST_CHARACTERS = 20000; // three bytes a character at worst: below the 64 KB that the portal takes
const LONGEST_WAIT = 8000;
const NO_ANSWER_MS = 20000;

/** A refusal by the portal: `code` is its word (taken, flood, sign-in, unknown …), `message` the sentence. */
export class Refused extends Error {
  constructor(message, code, status) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** The line is down, or the server does not answer. */
export class LineDown extends Error {}

/** Post JSON (or get, without a body) at a room's address; the answer as an object. */
export async function ask(room, path, { csrf = "", body = null } = {}) {
  const options = { credentials: "same-origin", headers: { Accept: "application/json" }, redirect: "follow" };
  options.signal = AbortSignal.timeout(NO_ANSWER_MS); // a sign of life that hung would be the last one
  if (body !== null) {
    options.method = "POST";
    options.headers["X-CSRFToken"] = csrf;
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  let answer;
  try {
    answer = await fetch(`/rooms/${room}/${path}/`, options);
  } catch {
    throw new LineDown("no answer");
  }
  if (answer.status >= 500) throw new LineDown(String(answer.status));
  const type = answer.headers.get("Content-Type") || "";
  if (!type.startsWith("application/json")) {
    throw new Refused("", answer.status === 403 ? "expired" : "sign-in", answer.status);
  }
  const content = await answer.json().catch(() => {
    throw new LineDown("half an answer");
  });
  if (!answer.ok) throw new Refused(content.error || "", content.code || "", answer.status);
  return content;
}

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Signals between the seats, and what the portal tells. */
export class Signals {
  constructor({ room, csrf }) {
    this.room = room;
    this.csrf = csrf;
    this.listeners = new Map();
    this.waiting = [];
    this.kept = [];
    this.sending = null;
    this.last = 0;
    this.tab = "";
    this.source = null;
    this.closed = true;
    this.attempts = 0;
  }

  /** Listen from the event after `after` on, as the window `tab`. */
  start({ tab = this.tab, after = this.last } = {}) {
    this.close();
    this.tab = tab;
    this.last = Math.max(this.last, after);
    this.closed = false;
    this.attempts = 0;
    this.#open();
  }

  #open() {
    if (this.closed) return;
    const query = new URLSearchParams({ tab: this.tab, after: String(this.last) });
    const source = new EventSource(`/rooms/${this.room}/events/?${query}`);
    this.source = source;
    source.onopen = () => {
      this.attempts = 0;
      this.#tell("line", { open: true });
    };
    source.onmessage = (message) => this.#hear(message);
    source.onerror = () => {
      if (this.source !== source || this.closed) return;
      if (source.readyState !== EventSource.CLOSED) return; // the browser itself comes back, with Last-Event-ID
      source.close();
      this.#tell("line", { open: false });
      this.attempts += 1;
      setTimeout(() => this.source === source && this.#open(), Math.min(LONGEST_WAIT, 500 * 2 ** this.attempts));
    };
  }

  #hear(message) {
    const event = JSON.parse(message.data);
    if (event.sequence <= this.last) return; // told twice after a cut line
    this.last = event.sequence;
    if (event.kind.startsWith("signal.")) {
      this.#tell("signal", { ...event, kind: event.kind.slice("signal.".length) });
      return;
    }
    this.#tell(event.kind, event);
    this.#tell("event", event);
  }

  /** Call `fn` for events of a kind: `signal`, any kind of the portal, `event` for all of these, `line`. */
  on(kind, fn) {
    if (!this.listeners.has(kind)) this.listeners.set(kind, new Set());
    this.listeners.get(kind).add(fn);
    if (kind === "signal") for (const event of this.kept.splice(0)) fn(event);
    return () => this.listeners.get(kind).delete(fn);
  }

  #tell(kind, event) {
    if (kind === "signal" && !this.listeners.get(kind)?.size) this.kept.push(event); // an offer before the engine stands
    for (const fn of this.listeners.get(kind) || []) fn(event);
  }

  /** Send to one seat; in order, kept until the portal has taken it. */
  send(kind, to, payload) {
    this.waiting.push({ kind, to, payload });
    this.sending ||= this.#sendWaiting().finally(() => (this.sending = null));
    return this.sending;
  }

  async #sendWaiting() {
    await pause(20); // candidates come in swarms: one request carries several
    let wait = 500;
    while (this.waiting.length && !this.closed) {
      const batch = this.#batch();
      try {
        await ask(this.room, "signals", { csrf: this.csrf, body: { tab: this.tab, signals: batch } });
        this.waiting.splice(0, batch.length);
        wait = 500;
      } catch (fault) {
        const again = fault instanceof LineDown || fault.code === "flood";
        if (!again) {
          this.waiting.splice(0, batch.length);
          this.#tell("refused", fault);
          continue;
        }
        await pause(wait);
        wait = Math.min(LONGEST_WAIT, wait * 2);
      }
    }
  }

  #batch() {
    const batch = [];
    let size = 0;
    for (const signal of this.waiting.slice(0, MOST_AT_ONCE)) {
      size += JSON.stringify(signal).length;
      if (batch.length && size > MOST_CHARACTERS) break;
      batch.push(signal);
    }
    return batch;
  }

  close() {
    this.closed = true;
    this.waiting.length = 0;
    this.kept.length = 0;
    this.source?.close();
    this.source = null;
  }
}
