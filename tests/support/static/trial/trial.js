/* The least a page of a room does. */
import { RoomClient } from "../rooms/room.js";

const frame = document.querySelector("[data-room]");
const client = new RoomClient({ room: frame.dataset.room, csrf: frame.dataset.csrf, place: "Hong Kong" });
window.client = client;
window.heard = [];
for (const kind of ["admitted", "removed", "script", "recording", "taken", "link", "tile", "track", "joined", "returned", "dropped"]) {
  client.on(kind, (detail) => window.heard.push([kind, detail?.how || detail?.state || detail?.payload || ""]));
}
document.querySelector("#leave").addEventListener("click", () => client.leave());
client.start();
