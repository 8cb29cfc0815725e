// Chunks wait in IndexedDB until the server has acknowledged them: through a restart of the server, a lost network
// and a reload of the page. They go out one by one, in their order.

const DATABASE = "portal-recordings";
const STORE = "chunks";
const TIMEOUT_MS = 20000;
const LONGEST_WAIT_MS = 4000;

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

const settled = (transaction) => new Promise((resolve, reject) => {
  transaction.oncomplete = () => resolve();
  transaction.onerror = transaction.onabort = () => reject(transaction.error);
});

// The rows of the device, by room, recording and chunk. Where the browser keeps nothing (a private window), a list in
// memory takes their place, and `isKept` says so.
export class Queue {
  constructor() {
    this.memory = [];
    this.isKept = true;
    this.opened = this._open();
  }

  async _open() {
    try {
      const request = indexedDB.open(DATABASE, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore(STORE, {keyPath: ["room", "recording", "chunk"]});
      };
      return await done(request);
    } catch {
      this.isKept = false;
      return null;
    }
  }

  static range(room) {
    return IDBKeyRange.bound([room], [room, []]);
  }

  async put(row) {
    const database = await this.opened;
    if (database) {
      try {
        const transaction = database.transaction(STORE, "readwrite", {durability: "strict"});
        transaction.objectStore(STORE).put(row);
        await settled(transaction);
        return;
      } catch {
        this.isKept = false; // the device is full: the page itself holds the chunk
      }
    }
    this.memory.push(row);
  }

  async first(room) {
    const database = await this.opened;
    const held = this.memory.find((row) => row.room === room);
    if (!database) return held;
    const cursor = await done(database.transaction(STORE).objectStore(STORE).openCursor(Queue.range(room)));
    const kept = cursor ? cursor.value : undefined;
    if (!kept || !held) return kept || held;
    const earlier = kept.recording < held.recording
      || (kept.recording === held.recording && kept.chunk < held.chunk);
    return earlier ? kept : held;
  }

  async remove({room, recording, chunk}) {
    this.memory = this.memory.filter((row) => !(row.room === room && row.recording === recording && row.chunk === chunk));
    const database = await this.opened;
    if (!database) return;
    const transaction = database.transaction(STORE, "readwrite");
    transaction.objectStore(STORE).delete([room, recording, chunk]);
    await settled(transaction);
  }

  async drop(room, recording) {
    this.memory = this.memory.filter((row) => !(row.room === room && row.recording === recording));
    const database = await this.opened;
    if (!database) return;
    const transaction = database.transaction(STORE, "readwrite");
    transaction.objectStore(STORE).delete(IDBKeyRange.bound([room, recording], [room, recording, []]));
    await settled(transaction);
  }

  async count(room) {
    const database = await this.opened;
    const held = this.memory.filter((row) => row.room === room).length;
    return held + (database ? await done(database.transaction(STORE).objectStore(STORE).count(Queue.range(room))) : 0);
  }
}

export const sha256 = async (content) => {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
};

// Sends what waits for one room. `onState` hears {kind: "acknowledged", recording, head, nextNumber, waiting},
// {kind: "waiting", status, sentence, waiting} while the server does not take anything, and
// {kind: "refused", recording, code, sentence} when it will never take what is left of that recording.
export class Uploader {
  constructor({room, csrf, base = "/rooms/", onState = () => {}}) {
    Object.assign(this, {room, base, onState});
    this.csrf = typeof csrf === "function" ? csrf : () => csrf;
    this.queue = new Queue();
    this.running = null;
    this.tries = 0;
    this.wake = () => {};
    this.ended = false;
    addEventListener("online", () => this.wake());
  }

  get address() {
    return `${this.base}${this.room}/recordings/`;
  }

  async add(row) {
    await this.queue.put({...row, room: this.room});
    this.kick();
  }

  kick() {
    if (this.ended) return Promise.resolve();
    this.running ??= this._run().finally(() => { this.running = null; });
    return this.running;
  }

  // Resolves when nothing waits any more.
  async drained() {
    do await this.kick(); while (!this.ended && await this.queue.count(this.room));
  }

  end() {
    this.ended = true;
    this.wake();
  }

  async _run() {
    while (!this.ended) {
      const more = navigator.locks
        ? await navigator.locks.request(`portal-recording-${this.room}`, () => this._step())
        : await this._step();
      if (!more) return;
      if (this.tries) await this._rest();
    }
  }

  _rest() {
    const wait = Math.min(LONGEST_WAIT_MS, 500 * 2 ** (this.tries - 1)) * (0.75 + Math.random() / 2);
    return new Promise((resolve) => {
      this.wake = resolve;
      setTimeout(resolve, wait);
    });
  }

  // One chunk, if one waits: false when none does.
  async _step() {
    const row = await this.queue.first(this.room);
    if (!row) return false;
    const answer = await this._send(row);
    if (answer.status === 200 && answer.said.head) await this._acknowledged(row, answer.said);
    else await this._otherwise(row, answer);
    return true;
  }

  async _acknowledged(row, said) {
    await this.queue.remove(row);
    this.tries = 0;
    this.onState({
      kind: "acknowledged", recording: row.recording, head: said.head, nextNumber: said.next_number,
      waiting: await this.queue.count(this.room),
    });
  }

  async _otherwise(row, {status, said}) {
    this.tries += 1;
    const code = said.code || "";
    const isLost = (code === "order" && said.next_number < row.chunk) || code === "over" || code === "unknown"
      || code === "form" || (code === "digest" && (said.next_number > row.chunk || this.tries > 3));
    if (isLost) {
      await this.queue.drop(this.room, row.recording);
      this.tries = 0;
      this.onState({kind: "refused", recording: row.recording, code, sentence: said.error || ""});
    } else {
      const waiting = await this.queue.count(this.room);
      this.onState({kind: "waiting", recording: row.recording, status, code, sentence: said.error || "", waiting});
    }
  }

  async _send(row) {
    try {
      const answer = await fetch(`${this.address}${row.recording}/chunks/${row.chunk}/`, {
        method: "PUT",
        body: row.content,
        credentials: "same-origin",
        redirect: "manual",
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: {
          "Content-Type": "application/octet-stream",
          "X-CSRFToken": this.csrf(),
          "X-Chunk-SHA256": row.digest,
          "X-Chunk-Time": row.at,
          "X-Chunk-Frames": String(row.frames),
          "X-Chunk-Sound": row.sound ? "1" : "0",
          "X-Chunk-Milliseconds": String(row.milliseconds),
        },
      });
      return {status: answer.status, said: await answer.json().catch(() => ({}))};
    } catch {
      return {status: 0, said: {}};
    }
  }
}
