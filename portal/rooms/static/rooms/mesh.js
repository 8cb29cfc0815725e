/* The mesh: every browser speaks to every other. Between two seats the one with the smaller key offers, always; what
 * comes for a peer is taken in order, one thing after the other; candidates that come early wait. Each attempt has a
 * key of its own (`link`), so that what belongs to an older attempt is dropped and what is heard twice does no harm. */

const GRACE = 4000;
const CONNECT_WITHIN = 12000;
const LONGEST_WAIT = 15000;

class Peer {
  constructor(id) {
    this.id = id;
    this.link = "";
    this.connection = null;
    this.state = "new";
    this.chain = Promise.resolve();
    this.early = new Map();
    this.timer = 0;
    this.failures = 0;
  }

  /** One thing after the other; a fault in one does not stop the next. */
  next(step) {
    this.chain = this.chain.then(step).catch((fault) => console.warn("link", this.id, fault));
    return this.chain;
  }
}

/** The engine of kind `mesh`: `join(ticket, {stream, onTrack, onState})`, `leave()`. */
export class MeshEngine {
  constructor({ signals, me }) {
    this.signals = signals;
    this.me = me;
    this.peers = new Map();
    this.stream = null;
    this.servers = [];
    this.onTrack = () => {};
    this.onState = () => {};
    this.left = true;
    this.stop = [];
  }

  join(ticket, { stream, onTrack, onState }) {
    this.leave();
    this.left = false;
    this.stream = stream;
    this.onTrack = onTrack || this.onTrack;
    this.onState = onState || this.onState;
    this.renew(ticket);
    this.stop = [this.signals.on("signal", (event) => this.#hear(event))];
  }

  /** Fresh credentials for relays; they end after an hour. */
  renew(ticket) {
    this.servers = (ticket && ticket.ice_servers) || [];
  }

  /** A seat is at the table. `anew`: its page was loaded just now, so an older link is dead. */
  meet(seat, { anew = false } = {}) {
    if (this.left || seat === this.me) return;
    const peer = this.#peer(seat);
    if (this.me > seat) return; // the other one offers
    const busy = peer.connection && !["failed", "closed"].includes(peer.connection.connectionState);
    if (busy && !anew) return;
    this.#connect(peer);
  }

  /** A seat was left. `sure` false: only its line to the portal was lost; pictures may still flow. */
  part(seat, { sure = true } = {}) {
    const peer = this.peers.get(seat);
    if (!peer) return;
    const hang = () => {
      if (!sure && peer.connection?.connectionState === "connected") return;
      if (this.peers.get(seat) !== peer) return;
      this.#drop(peer);
      this.peers.delete(seat);
      this.#say(peer, "closed");
    };
    if (sure) hang();
    else setTimeout(hang, GRACE);
  }

  /** Another camera, or one where there was none: the links are made anew. */
  setStream(stream) {
    this.stream = stream;
    for (const peer of this.peers.values()) this.#again(peer);
  }

  /** The state of the link to each seat, in the browser's words. */
  links() {
    return Object.fromEntries([...this.peers.values()].map((peer) => [peer.id, peer.state]));
  }

  leave() {
    this.left = true;
    for (const stop of this.stop) stop();
    this.stop = [];
    for (const peer of this.peers.values()) this.#drop(peer);
    this.peers.clear();
  }

  #peer(seat) {
    if (!this.peers.has(seat)) this.peers.set(seat, new Peer(seat));
    return this.peers.get(seat);
  }

  #drop(peer) {
    clearTimeout(peer.timer);
    const connection = peer.connection;
    peer.connection = null;
    if (!connection) return;
    connection.onicecandidate = connection.ontrack = connection.onconnectionstatechange = null;
    connection.close();
  }

  #say(peer, state) {
    if (peer.state === state) return;
    peer.state = state;
    this.onState(peer.id, state);
  }

  #open(peer, link) {
    this.#drop(peer);
    peer.link = link;
    const connection = new RTCPeerConnection({ iceServers: this.servers });
    peer.connection = connection;
    connection.onicecandidate = ({ candidate }) => {
      if (candidate) this.signals.send("candidate", peer.id, { link, candidate: candidate.toJSON() });
    };
    connection.ontrack = ({ track, streams }) => this.onTrack(peer.id, streams[0] || new MediaStream([track]));
    connection.onconnectionstatechange = () => this.#changed(peer, connection);
    this.#say(peer, "connecting");
    clearTimeout(peer.timer);
    peer.timer = setTimeout(() => this.#overdue(peer, connection), CONNECT_WITHIN);
    return connection;
  }

  #connect(peer) {
    const link = crypto.randomUUID();
    peer.next(async () => {
      if (this.left) return;
      const connection = this.#open(peer, link);
      for (const track of this.stream?.getTracks() || []) connection.addTrack(track, this.stream);
      for (const kind of ["audio", "video"]) {
        const own = (this.stream?.getTracks() || []).some((track) => track.kind === kind);
        if (!own) connection.addTransceiver(kind, { direction: "recvonly" });
      }
      await connection.setLocalDescription(await connection.createOffer());
      this.signals.send("offer", peer.id, { link, sdp: connection.localDescription.sdp });
    });
  }

  #hear({ from, kind, payload }) {
    if (this.left || !from) return;
    const peer = this.#peer(from);
    const take = { offer: this.#offer, answer: this.#answer, candidate: this.#candidate, again: this.#asked }[kind];
    if (take) peer.next(() => take.call(this, peer, payload));
  }

  async #offer(peer, { link, sdp }) {
    if (this.me < peer.id || (link === peer.link && peer.connection)) return; // not theirs to offer; or heard twice
    const connection = this.#open(peer, link);
    await connection.setRemoteDescription({ type: "offer", sdp });
    for (const track of this.stream?.getTracks() || []) connection.addTrack(track, this.stream);
    await connection.setLocalDescription(await connection.createAnswer());
    this.signals.send("answer", peer.id, { link, sdp: connection.localDescription.sdp });
    await this.#takeEarly(peer);
  }

  async #answer(peer, { link, sdp }) {
    if (link !== peer.link || peer.connection?.signalingState !== "have-local-offer") return;
    await peer.connection.setRemoteDescription({ type: "answer", sdp });
    await this.#takeEarly(peer);
  }

  async #candidate(peer, { link, candidate }) {
    if (link === peer.link && peer.connection?.remoteDescription) {
      await peer.connection.addIceCandidate(candidate);
      return;
    }
    if (!peer.early.has(link)) peer.early.set(link, []);
    peer.early.get(link).push(candidate);
    if (peer.early.size > 4) peer.early.delete(peer.early.keys().next().value);
  }

  async #takeEarly(peer) {
    const kept = peer.early.get(peer.link) || [];
    peer.early.delete(peer.link);
    for (const candidate of kept) await peer.connection.addIceCandidate(candidate);
  }

  #asked(peer) {
    if (this.me < peer.id) this.#connect(peer);
  }

  #changed(peer, connection) {
    if (peer.connection !== connection) return;
    const state = connection.connectionState;
    this.#say(peer, state);
    clearTimeout(peer.timer);
    if (state === "connected") {
      peer.failures = 0;
    } else if (state === "failed") {
      this.#again(peer);
    } else if (state === "disconnected") {
      peer.timer = setTimeout(() => this.#overdue(peer, connection), GRACE);
    } else if (state === "connecting") {
      peer.timer = setTimeout(() => this.#overdue(peer, connection), CONNECT_WITHIN);
    }
  }

  #overdue(peer, connection) {
    if (peer.connection === connection && connection.connectionState !== "connected") this.#again(peer);
  }

  /** Try anew, less and less often: the smaller key offers, the larger asks for an offer. */
  #again(peer) {
    if (this.left) return;
    const wait = Math.min(LONGEST_WAIT, 250 * 2 ** peer.failures);
    peer.failures += 1;
    clearTimeout(peer.timer);
    peer.timer = setTimeout(() => {
      if (this.left || this.peers.get(peer.id) !== peer) return;
      if (this.me < peer.id) {
        this.#connect(peer);
        return;
      }
      this.signals.send("again", peer.id, {});
      peer.timer = setTimeout(() => peer.state !== "connected" && this.#again(peer), CONNECT_WITHIN);
    }, wait);
  }
}
