/* The room of a questioning: enter, leave, and look again at the page when the judge begins or ends. */

import { RoomClient } from "../rooms/room.js";

const frame = document.querySelector("[data-room]");
const form = document.getElementById("enter");
const leave = document.getElementById("leave");
const row = document.getElementById("leave-row");
const back = document.getElementById("back-row");
const client = new RoomClient({ room: frame.dataset.room, csrf: frame.dataset.csrf });

/** The judge's button "begin" is of use in the lobby only. */
client.on("state", ({ state }) => {
  const begin = document.getElementById("begin");
  if (begin && state !== "lobby") begin.hidden = true;
});
client.on("removed", () => {
  row.hidden = true;
  back.hidden = false;
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  client.place = document.getElementById("enter-place").value.trim();
  form.hidden = true;
  row.hidden = false;
  client.start();
});

leave.addEventListener("click", () => client.leave());

/** The judge begins without leaving the page: the room tells everybody by itself. */
const begin = document.getElementById("begin");
begin?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const answer = await fetch(begin.action, { method: "POST", body: new FormData(begin), redirect: "manual" });
  if (answer.type === "opaqueredirect" || answer.ok) begin.hidden = true;
  else begin.submit();
});
