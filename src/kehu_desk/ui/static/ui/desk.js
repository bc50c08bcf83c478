// Menus, dialogs, the theme, the search in the top bar, filters and lists that change in place. Pages work without it.
(function () {
  "use strict";

  function closeMenus(but) {
    document.querySelectorAll("details.desk-menu[open]").forEach(function (menu) {
      if (menu !== but) { menu.open = false; }
    });
  }

  document.addEventListener("click", function (event) {
    const target = event.target.closest("[data-opens], [data-closes], [data-choose-theme], [data-prints], tr");
    closeMenus(event.target.closest("details.desk-menu"));
    if (!event.target.closest(".desk-search")) { closeFound(); }
    if (!target) { return; }
    if (target.dataset.opens) { document.getElementById(target.dataset.opens).showModal(); }
    if ("closes" in target.dataset) { target.closest("dialog").close(); }
    if ("prints" in target.dataset) { window.print(); }
    if (target.dataset.chooseTheme) { chooseTheme(target); }
    if (target.tagName === "TR") { followRow(event, target); }
  });

  function chooseTheme(button) {
    window.kehuTheme.choose(button.dataset.chooseTheme);
    document.querySelectorAll("[data-choose-theme]").forEach(function (one) {
      one.setAttribute("aria-pressed", String(one === button));
    });
    closeMenus(null);
  }

  // A click anywhere on a row opens what its first cell links to, unless one selects text or clicks something else.
  function followRow(event, row) {
    const link = row.querySelector("td:first-child > a");
    if (!link || event.target.closest("a, button, input, label, summary") || String(window.getSelection())) { return; }
    if (event.metaKey || event.ctrlKey) { window.open(link.href, "_blank", "noopener"); } else { link.click(); }
  }

  // A dialog closes where one clicks beside it.
  document.addEventListener("mousedown", function (event) {
    if (event.target.tagName === "DIALOG") { event.target.close(); }
  });

  // ---- search in the top bar
  function found() { return document.getElementById("desk-found"); }

  function closeFound() {
    const box = found();
    if (box) { box.replaceChildren(); markOpen(false); }
  }

  function markOpen(isOpen) {
    const input = document.getElementById("desk-search");
    if (input) { input.setAttribute("aria-expanded", String(isOpen)); if (!isOpen) { input.removeAttribute("aria-activedescendant"); } }
  }

  function move(step) {
    const hits = Array.from(found().querySelectorAll(".desk-hit"));
    if (!hits.length) { return; }
    const now = hits.findIndex(function (hit) { return hit.getAttribute("aria-selected") === "true"; });
    const next = now < 0 ? (step > 0 ? 0 : hits.length - 1) : (now + step + hits.length) % hits.length;
    hits.forEach(function (hit, place) { hit.setAttribute("aria-selected", String(place === next)); });
    hits[next].scrollIntoView({ block: "nearest" });
    document.getElementById("desk-search").setAttribute("aria-activedescendant", hits[next].id);
  }

  document.addEventListener("keydown", function (event) {
    if (event.target.id !== "desk-search" || event.isComposing) { return; }
    const hit = found().querySelector('.desk-hit[aria-selected="true"]');
    if (event.key === "ArrowDown") { event.preventDefault(); move(1); }
    if (event.key === "ArrowUp") { event.preventDefault(); move(-1); }
    if (event.key === "Enter" && hit) { event.preventDefault(); location.href = hit.href; }
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); closeFound(); event.target.blur(); }
  });

  document.addEventListener("htmx:afterSwap", function (event) {
    if (event.detail.target.id === "desk-found") { markOpen(event.detail.target.children.length > 0); }
  });

  document.addEventListener("htmx:configRequest", function (event) {
    if (event.detail.elt.id === "desk-search" && !event.detail.elt.value.trim()) { event.preventDefault(); closeFound(); }
  });

  // ---- what the server says when it does not answer as it should
  document.addEventListener("htmx:beforeSwap", function (event) {
    const answered = new URL(event.detail.xhr.responseURL || location.href);
    if (answered.pathname.startsWith("/account/")) { event.detail.shouldSwap = false; location.reload(); }
  });

  function showFailure(isShown) {
    const box = document.getElementById("desk-failure");
    if (box) { box.hidden = !isShown; }
  }

  ["htmx:responseError", "htmx:sendError", "htmx:timeout"].forEach(function (name) {
    document.addEventListener(name, function () { showFailure(true); });
  });
  document.addEventListener("htmx:afterOnLoad", function (event) {
    if (event.detail.xhr.status < 400) { showFailure(false); }
  });

  // ---- a form is sent once
  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (form.method !== "post") { return; }
    const next = form.querySelector(".desk-menu-body > input[name=next]");
    if (next) { next.value = location.pathname + location.search; }
    if (form.dataset.isSent) { event.preventDefault(); return; }
    form.dataset.isSent = "yes";
    form.querySelectorAll("button[type=submit]").forEach(function (button) { button.setAttribute("aria-busy", "true"); });
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-is-sent]").forEach(function (form) {
      delete form.dataset.isSent;
      form.querySelectorAll("[aria-busy]").forEach(function (button) { button.removeAttribute("aria-busy"); });
    });
  });

  // A filter of a choice acts at once; empty fields stay out of the address.
  document.addEventListener("change", function (event) {
    const form = event.target.closest("form[data-filters]");
    if (form && event.target.matches("select, input[type=checkbox], input[type=date]")) { form.requestSubmit(); }
  });
  document.addEventListener("formdata", function (event) {
    if (!event.target.matches("form[data-filters]")) { return; }
    Array.from(event.formData.entries()).forEach(function (entry) {
      if (entry[1] === "") { event.formData.delete(entry[0]); }
    });
  });

  // What one may open on the screen is open on paper, and closed again afterwards.
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("main details:not([open]):not(.desk-menu)").forEach(function (one) { one.dataset.opensOnPaper = ""; one.open = true; });
  });
  window.addEventListener("afterprint", function () {
    document.querySelectorAll("details[data-opens-on-paper]").forEach(function (one) { delete one.dataset.opensOnPaper; one.open = false; });
  });
})();
