/* What a room shows: one tile for each seat, the lobby for the judge, one line of state, one place for what is wrong,
 * and the line of the recording. Places are found by `data-room-…`; what a page leaves out is not shown. */

const shown = (element, on) => element && (element.hidden = !on);

function inWords(sentence, values) {
  return sentence.replace(/%\((\w+)\)s/g, (whole, name) => values[name] ?? whole);
}

function inLanguage(element, text, lang) {
  if (element.textContent !== text) element.textContent = text;
  if (lang) element.lang = lang;
}

export class Screen {
  constructor({ root, texts, client }) {
    this.texts = texts;
    this.client = client;
    const place = (name) => root.querySelector(`[data-room-${name}]`);
    this.tiles = place("tiles");
    this.tileForm = place("tile-form");
    this.lobby = place("lobby");
    this.lobbyForm = place("lobby-form");
    this.status = place("status");
    this.lineNote = place("line");
    this.alerts = place("alerts");
    this.alertForm = place("alert-form");
    this.recording = place("recording");
    this.known = new Map();
    this.alerted = new Map();
    this.recordingLine = "";
  }

  /** The line of state, read aloud when it changes. */
  say(key) {
    if (this.status && this.status.dataset.key !== key) {
      this.status.dataset.key = key;
      this.status.textContent = this.texts[key] || "";
    }
  }

  /** Something is wrong: one sentence for each cause, with a button to try again where that helps. */
  alert(cause, sentence, again = null, label = this.texts.try_again) {
    if (!this.alerts || this.alerted.get(cause)?.dataset.sentence === sentence) return;
    this.clearAlert(cause);
    const note = this.alertForm.content.firstElementChild.cloneNode(true);
    note.dataset.sentence = sentence;
    note.dataset.cause = cause;
    note.querySelector("[data-text]").textContent = sentence;
    const button = note.querySelector("button");
    if (again) {
      button.textContent = label;
      button.addEventListener("click", () => {
        this.clearAlert(cause);
        again();
      });
    } else {
      button.remove();
    }
    this.alerted.set(cause, note);
    this.alerts.append(note);
  }

  clearAlert(cause) {
    this.alerted.get(cause)?.remove();
    this.alerted.delete(cause);
  }

  /** Whether the portal is heard. Pictures and sound do not pass through it and go on. */
  line(open) {
    if (!this.lineNote) return;
    const text = open ? "" : this.texts.line_down;
    if (this.lineNote.textContent !== text) this.lineNote.textContent = text;
    shown(this.lineNote, !open);
  }

  show(state) {
    const key = state.my_state === "admitted" ? `room_${state.state}` : "waiting";
    this.say(key);
    const seated = state.my_state === "admitted" ? state.seats.filter((seat) => seat.state === "admitted") : [];
    this.#keepTiles(seated);
    this.#keepLobby(state);
    this.#showRecording(state.recording);
  }

  tileOf(seat) {
    return this.known.get(seat) || null;
  }

  #keepTiles(seats) {
    if (!this.tiles) return;
    const wanted = new Set(seats.map((seat) => seat.id));
    for (const seat of [...this.known.keys()]) {
      if (!wanted.has(seat)) this.takeAway(seat);
    }
    for (const [place, seat] of seats.entries()) {
      const tile = this.known.get(seat.id) || this.#newTile(seat, place);
      tile.classList.toggle("absent", !seat.is_me && !seat.is_present);
      if (!seat.is_me && !seat.is_present) this.#note(tile, this.texts.silent);
      else this.#note(tile, tile.dataset.linkText || (seat.is_me ? this.texts.you : ""));
    }
  }

  takeAway(seat) {
    this.known.get(seat)?.remove();
    this.known.delete(seat);
  }

  #newTile(seat, place) {
    const tile = this.tileForm.content.firstElementChild.cloneNode(true);
    tile.dataset.seat = seat.id;
    tile.dataset.role = seat.role;
    inLanguage(tile.querySelector("[data-name]"), seat.name, seat.name_lang);
    tile.querySelector("[data-role-label]").textContent = seat.role_label;
    const video = document.createElement("video");
    video.autoplay = video.playsInline = true;
    tile.prepend(video);
    video.muted = seat.is_me; // nobody hears the own voice; the others are heard from the page
    video.setAttribute("aria-label", inWords(this.texts.picture_of, { name: seat.name, role: seat.role_label }));
    this.tiles.insertBefore(tile, this.tiles.children[place] || null);
    this.known.set(seat.id, tile);
    if (!seat.is_me) this.linked(seat.id, "connecting");
    const stream = this.client.streams.get(seat.id);
    if (stream) this.play(tile, stream);
    this.client.tell("tile", { seat: seat.id, video, name: seat.name, element: tile });
    return tile;
  }

  #note(tile, text) {
    const note = tile.querySelector("[data-link]");
    if (note.textContent !== text) note.textContent = text;
  }

  /** Put a stream into a tile; a browser that plays nothing unasked gets a button. */
  play(tile, stream) {
    const video = tile.querySelector("video");
    if (video.srcObject !== stream) video.srcObject = stream;
    tile.classList.toggle("no-picture", stream.getVideoTracks().length === 0);
    const started = video.play();
    started?.catch((fault) => {
      if (fault.name !== "NotAllowedError") return;
      this.alert("sound", this.texts.sound_blocked, () => this.#playAll(), this.texts.sound_on);
    });
  }

  #playAll() {
    for (const tile of this.known.values()) tile.querySelector("video").play().catch(() => {});
  }

  linked(seat, link) {
    const tile = this.known.get(seat);
    if (!tile) return;
    tile.dataset.link = link;
    tile.dataset.linkText = this.texts[`link_${link}`] || "";
    this.#note(tile, tile.dataset.linkText);
  }

  #keepLobby(state) {
    if (!this.lobby) return;
    const judge = state.my_role === "judge" && state.my_state === "admitted";
    const waiting = judge ? state.seats.filter((seat) => seat.state === "waiting") : [];
    const list = this.lobby.querySelector("ul");
    const wanted = new Map(waiting.map((seat) => [seat.id, seat]));
    for (const row of [...list.children]) if (!wanted.delete(row.dataset.seat)) row.remove();
    for (const seat of wanted.values()) list.append(this.#lobbyRow(seat));
    shown(this.lobby, list.children.length > 0);
  }

  #lobbyRow(seat) {
    const row = this.lobbyForm.content.firstElementChild.cloneNode(true);
    row.dataset.seat = seat.id;
    inLanguage(row.querySelector("[data-name]"), seat.name, seat.name_lang);
    row.querySelector("[data-role-label]").textContent = seat.role_label;
    row.querySelector("[data-place]").textContent = seat.place || "";
    for (const act of ["admit", "refuse"]) {
      const button = row.querySelector(`[data-act=${act}]`);
      const words = { name: seat.name, role: seat.role_label };
      button.setAttribute("aria-label", inWords(this.texts[`${act}_person`], words));
      button.addEventListener("click", () => this.client[act](seat.id));
    }
    return row;
  }

  /** The line that nobody can miss; read aloud only when it changes its meaning. */
  #showRecording(recording) {
    if (!this.recording || !recording) return;
    const { line } = recording;
    this.recording.dataset.line = line;
    shown(this.recording, true);
    if (this.recordingLine !== line) {
      this.recordingLine = line;
      this.recording.querySelector("[data-sentence]").textContent = recording.sentence;
    }
    const details = this.recording.querySelector("[data-details]");
    const text = line === "recording" && recording.chunks > 0 ? inWords(this.texts.recording_details, recording) : "";
    const sound = text && !recording.has_sound ? this.texts.no_sound : "";
    details.textContent = [text, sound].filter(Boolean).join(" · ");
  }

  ended(how, back) {
    for (const cause of [...this.alerted.keys()]) this.clearAlert(cause);
    for (const tile of this.known.values()) tile.remove();
    this.known.clear();
    this.line(true);
    shown(this.lobby, false);
    this.say(`ended_${how}`);
    if (back) this.alert("taken", this.texts.ended_taken, back, this.texts.take_back);
  }
}
