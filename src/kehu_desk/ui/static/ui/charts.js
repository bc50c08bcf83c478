// Draws every chart of the page when it comes into view; follows the theme and the size; shows the table behind a chart.
(function () {
  "use strict";
  const library = document.currentScript.dataset.echarts;
  const drawn = new Map();
  let loading = null;

  // The library is large: it is fetched only where there is a chart, from the desk itself.
  function load() {
    if (loading) { return loading; }
    loading = new Promise(function (done, failed) {
      const script = document.createElement("script");
      script.src = library;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });
    return loading;
  }

  function draw(area) {
    const figure = area.closest("[data-chart]");
    const chart = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
    const canvas = drawn.get(area) || window.echarts.init(area, null, { renderer: "canvas" });
    canvas.setOption(window.kehuChart.option(chart, area.clientWidth), true);
    drawn.set(area, canvas);
    size.observe(area);
  }

  const size = new ResizeObserver(function (entries) {
    entries.forEach(function (entry) {
      const canvas = drawn.get(entry.target);
      if (canvas && entry.contentRect.width > 0 && !window.matchMedia("print").matches && entry.contentRect.width !== canvas.getWidth()) { canvas.resize(); draw(entry.target); }
    });
  });

  const view = new IntersectionObserver(function (entries) {
    entries.filter(function (entry) { return entry.isIntersecting; }).forEach(function (entry) {
      view.unobserve(entry.target);
      load().then(function () { draw(entry.target); }, function () { showTable(entry.target.closest("[data-chart]"), true); });
    });
  }, { rootMargin: "300px" });

  function watch(within) {
    within.querySelectorAll(".desk-chart-area").forEach(function (area) { if (!drawn.has(area)) { view.observe(area); } });
  }

  function redraw() {
    drawn.forEach(function (canvas, area) {
      if (area.isConnected) { draw(area); } else { canvas.dispose(); drawn.delete(area); }
    });
  }

  function showTable(figure, isShown) {
    figure.querySelector(".desk-chart-table").hidden = !isShown;
    figure.querySelector("[data-shows-table]").setAttribute("aria-expanded", String(isShown));
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-shows-table]");
    if (button) { showTable(button.closest("[data-chart]"), button.getAttribute("aria-expanded") !== "true"); }
  });
  // On paper everything is in view: what was not scrolled to is drawn as well.
  window.addEventListener("beforeprint", function () {
    if (!window.echarts) { return; }
    document.querySelectorAll(".desk-chart-area").forEach(function (area) { if (!drawn.has(area)) { view.unobserve(area); draw(area); } });
  });
  document.addEventListener("kehu:theme", redraw);
  document.addEventListener("htmx:afterSettle", function () { redraw(); watch(document); });
  watch(document);
})();
