// The link of the message bears the code behind "#": it goes into the form, and out of the address.
"use strict";
const field = document.getElementById("id_code");
let brought = "";
try {
  brought = decodeURIComponent(window.location.hash.slice(1)).trim();
} catch {
  brought = "";
}
if (field && /^[A-Za-z0-9_-]{20,100}$/.test(brought)) {
  field.value = brought;
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
  const found = document.getElementById("code-found");
  if (found) {
    found.hidden = false;
  }
  field.form.querySelector("button[type=submit]").focus();
}
