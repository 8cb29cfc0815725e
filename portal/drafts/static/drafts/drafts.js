// Saves what is typed into a form with data-draft, every few seconds and when a field changes.
// Without this script the form works as it is, with its own button for saving a draft.
(function () {
  "use strict";
  var PAUSE = 4000;

  function fieldsOf(form) {
    var kept = new URLSearchParams();
    new FormData(form).forEach(function (value, name) {
      var element = form.elements[name];
      if (typeof value !== "string" || (element && element.type === "password")) { return; }
      kept.append(name, value);
    });
    return kept.toString();
  }

  function watch(form) {
    var told = form.querySelector("[data-draft-status]");
    var last = fieldsOf(form);
    var timer = null;
    var sending = false;

    function tell(sentence) { if (told && sentence) { told.textContent = sentence; } }

    function save(leaving) {
      var body = fieldsOf(form);
      if (body === last || (sending && !leaving)) { return; }
      sending = true;
      fetch(form.dataset.draft, {
        method: "POST",
        body: body,
        credentials: "same-origin",
        keepalive: leaving === true,
        headers: { "Content-Type": "application/x-www-form-urlencoded", "X-Requested-With": "drafts" }
      }).then(function (response) {
        if (response.ok || response.status === 401) { last = body; }
        return response.json();
      }).then(function (answer) { tell(answer.message); }).catch(function () { return null; }).finally(function () {
        sending = false;
      });
    }

    function soon() {
      if (timer === null) { timer = window.setTimeout(function () { timer = null; save(false); }, PAUSE); }
    }

    form.addEventListener("input", soon);
    form.addEventListener("change", function () { save(false); });
    form.addEventListener("submit", function () { window.clearTimeout(timer); last = fieldsOf(form); });
    document.addEventListener("visibilitychange", function () {
      if (document.visibilityState === "hidden") { save(true); }
    });
  }

  document.querySelectorAll("form[data-draft]").forEach(watch);
}());
