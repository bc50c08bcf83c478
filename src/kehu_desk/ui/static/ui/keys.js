// Keyboard first: Ctrl K or / searches, j and k walk a list, Enter opens, Esc closes and goes back to the page,
// and what says `data-key` is pressed by that key.
(function () {
  "use strict";

  function isTyping(target) {
    return target.closest("input, textarea, select, [contenteditable]") !== null;
  }

  function search() {
    const input = document.getElementById("desk-search");
    if (input) { input.focus(); input.select(); }
  }

  function walk(step) {
    const links = Array.from(document.querySelectorAll("main .desk-table tbody td:first-child > a"));
    if (!links.length) { return; }
    const now = links.indexOf(document.activeElement);
    const next = now < 0 ? 0 : Math.max(0, Math.min(links.length - 1, now + step));
    links[next].focus();
    links[next].scrollIntoView({ block: "nearest" });
  }

  function answer(key) {
    const waiting = document.querySelector('main [data-key="' + CSS.escape(key) + '"]');
    if (waiting) { waiting.click(); }
  }

  function closeOpen() {
    document.querySelectorAll("details.desk-menu[open]").forEach(function (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }

  document.addEventListener("keydown", function (event) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); search(); return; }
    if (event.key === "Escape") { closeOpen(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) { return; }
    if (event.key === "/") { event.preventDefault(); search(); }
    if (event.key === "j") { walk(1); }
    if (event.key === "k") { walk(-1); }
    answer(event.key);
  });

  if (/Mac|iPhone|iPad/.test(navigator.platform)) {
    document.querySelectorAll(".desk-key").forEach(function (key) { key.textContent = "⌘ K"; });
  }
})();
