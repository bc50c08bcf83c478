// What ECharts draws, from the document that the server wrote: axes with units, figures as the reader counts, five colours.
window.kehuChart = (function () {
  "use strict";

  function colours() {
    const style = getComputedStyle(document.documentElement);
    const read = function (name) { return style.getPropertyValue("--" + name).trim(); };
    return {
      series: ["chart-1", "chart-2", "chart-3", "chart-4", "chart-5"].map(read), ink: read("ink"), soft: read("ink-soft"), line: read("line"),
      surface: read("surface"), raised: read("raised"), strong: read("line-strong"), sunk: read("sunk"), font: getComputedStyle(document.body).fontFamily,
    };
  }

  function plain(value, places) {
    return value.toLocaleString("en", { minimumFractionDigits: places, maximumFractionDigits: places }).replace("-", "−");
  }

  // 2,275.7万, 22.75 M, no two ticks the same: the units stand in the document, because they go with the language.
  function short(value, units) {
    const unit = units.find(function (one) { return Math.abs(value) >= one.from; });
    if (!unit) { return plain(value, Number.isInteger(value) ? 0 : Math.abs(value) < 10 ? 2 : 1); }
    const scaled = value / unit.size;
    const places = [0, 1].find(function (few) { return Math.abs(scaled * 10 ** few - Math.round(scaled * 10 ** few)) < 1e-6; });
    return plain(scaled, places === undefined ? 2 : places) + unit.name;
  }

  function written(value, format, units, isTick) {
    if (value === null || value === undefined || Number.isNaN(value)) { return "–"; }
    if (typeof value !== "number") { return String(value); }
    if (format === "percent") { return plain(value * 100, isTick && Number.isInteger(Math.round(value * 1e6) / 1e4) ? 0 : 1) + "%"; }
    if (isTick && (format === "money" || format === "count")) { return short(value, units); }
    if (format === "money") { return plain(value, 0); }
    if (format === "text") { return String(value); }
    return plain(value, Number.isInteger(value) ? 0 : 2);
  }

  function element(tag, className, text) {
    const made = document.createElement(tag);
    made.className = className;
    if (text !== undefined) { made.textContent = text; }
    return made;
  }

  // A tooltip as elements with classes: the page's policy forbids styles inside markup.
  function tip(heading, rows) {
    const box = element("div", "desk-tip");
    box.append(element("div", "desk-strong", heading));
    rows.forEach(function (row) {
      const line = element("div", "desk-tip-row");
      line.append(element("span", "desk-tip-name desk-tip-" + row.key, row.name), element("strong", "", row.text));
      box.append(line);
    });
    return box;
  }

  const pen = document.createElement("canvas").getContext("2d");

  function width(text, look) {
    pen.font = "12px " + look.font;
    return pen.measureText(text).width;
  }

  // How many lines the legend takes in the room that there is: the drawing begins below it.
  function legendLines(chart, look) {
    let lines = 1, used = 0;
    chart.series.forEach(function (one) {
      const needed = width(one.name, look) + 34;
      if (used && used + needed > look.room) { lines += 1; used = 0; }
      used += needed;
    });
    return lines;
  }

  function shared(chart, look) {
    const top = chart.series.length > 1 ? 34 + 22 * legendLines(chart, look) : 34;
    return {
      animation: false, color: look.series, textStyle: { fontFamily: look.font, color: look.ink }, aria: { enabled: false },
      grid: { left: 8, right: 16, top: top, bottom: chart.x.title ? 26 : 8, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
      legend: { show: chart.series.length > 1, left: 0, top: 4, itemWidth: 12, itemHeight: 8, itemGap: 14, icon: "roundRect", textStyle: { color: look.soft, fontFamily: look.font }, inactiveColor: look.strong },
      tooltip: {
        trigger: "axis", confine: true, transitionDuration: 0, backgroundColor: look.raised, borderColor: look.strong, padding: [8, 12], axisPointer: { type: "line", lineStyle: { color: look.strong } },
        formatter: function (points) {
          const first = points[0];
          return tip(written(chart.categories[first.dataIndex], chart.x.format, chart.short_units), points.map(function (point) {
            const value = Array.isArray(point.value) ? point.value[1] : point.value;
            return { key: point.seriesIndex + 1, name: point.seriesName, text: written(value, chart.series[point.seriesIndex].format, chart.short_units) };
          }));
        },
      },
    };
  }

  function values(chart, look) {
    return {
      type: "value", scale: Boolean(chart.y.is_cut), name: chart.y.title, nameLocation: "end", nameGap: 10, nameTextStyle: { color: look.soft, align: "left", padding: [0, 0, 0, -4] }, axisLine: { show: false }, axisTick: { show: false },
      splitNumber: 4, splitLine: { lineStyle: { color: look.line } }, axisLabel: { color: look.soft, formatter: function (value) { return written(value, chart.y.format, chart.short_units, true); } },
      max: chart.y.format === "percent" && chart.kind === "curve" ? function (range) { return range.max > 1 ? null : 1; } : null,
    };
  }

  function names(chart, look) {
    const share = (look.room - 90) / chart.categories.length;
    const isTight = chart.categories.some(function (one) { return width(String(one), look) > share - 8; });
    const isWrapped = isTight && share > 54;
    const isTurned = isTight && !isWrapped && chart.categories.length <= 8;
    const fit = isWrapped ? { interval: 0, hideOverlap: false, width: share - 2, overflow: "break", lineHeight: 15 } : isTurned ? { interval: 0, hideOverlap: false, rotate: 40, width: 90, overflow: "truncate" } : {};
    return {
      type: "category", data: chart.categories, name: isWrapped || isTurned ? "" : chart.x.title, nameLocation: "middle", nameGap: 28, nameTextStyle: { color: look.soft }, axisLine: { lineStyle: { color: look.strong }, onZero: false }, axisTick: { show: false },
      axisLabel: Object.assign({ color: look.soft, hideOverlap: true, formatter: function (value) { return written(value, chart.x.format === "count" ? "text" : chart.x.format, chart.short_units, true); } }, fit),
    };
  }

  function drawn(chart, look) {
    const isStacked = chart.kind === "stacked";
    return chart.series.map(function (one, place) {
      const isLine = chart.kind === "lines" || one.kind === "line";
      const made = { name: one.name, data: one.values, type: isLine ? "line" : "bar", stack: isStacked ? "all" : undefined };
      if (isLine) { return Object.assign(made, { symbol: "circle", symbolSize: 6, lineStyle: { width: 2, color: look.series[place] }, itemStyle: { color: look.series[place] }, z: 5 }); }
      return Object.assign(made, { barMaxWidth: 34, barGap: "12%", barCategoryGap: "34%", itemStyle: { color: look.series[place], borderRadius: isStacked ? 0 : 2 } });
    });
  }

  function upright(chart, look) {
    const option = Object.assign(shared(chart, look), { xAxis: names(chart, look), yAxis: values(chart, look), series: drawn(chart, look) });
    option.grid.bottom = option.xAxis.name ? 26 : 8;
    return option;
  }

  function across(chart, look) {
    const option = upright(chart, look);
    const category = Object.assign(option.xAxis, { inverse: true, name: "" });
    category.axisLabel = { color: look.ink, width: look.room > 760 ? 240 : 150, overflow: "truncate" };
    Object.assign(option.yAxis, { nameLocation: "middle", nameGap: 28, nameTextStyle: { color: look.soft } });
    option.grid.top -= 26;
    option.grid.bottom = chart.y.title ? 26 : 8;
    return Object.assign(option, { xAxis: option.yAxis, yAxis: category });
  }

  // Each step hangs where the one before it ended; the last bar is where they lead. Bars of one stack grow to each side of
  // zero by themselves, so that a step across zero has a part on either side.
  function waterfall(chart, look) {
    const option = across(chart, look);
    const steps = chart.series[0].values, end = steps.length - 1;
    const below = [], right = [], left = [];
    let sum = 0;
    steps.forEach(function (step, place) {
      const from = place === end ? 0 : sum, to = place === end ? step : sum + step;
      const low = Math.min(from, to), high = Math.max(from, to);
      const look_of = { color: place === end ? look.ink : step < 0 ? look.series[1] : look.series[0] };
      below.push(low > 0 ? low : high < 0 ? high : 0);
      right.push({ value: high > 0 ? high - Math.max(low, 0) : 0, itemStyle: look_of });
      left.push({ value: low < 0 ? low - Math.min(high, 0) : 0, itemStyle: look_of });
      sum = to;
    });
    const bar = { type: "bar", stack: "steps", barMaxWidth: 22, barCategoryGap: "30%" };
    option.series = [
      Object.assign({ data: below, silent: true, itemStyle: { color: "transparent" } }, bar),
      Object.assign({ data: right }, bar), Object.assign({ data: left }, bar),
    ];
    option.tooltip.formatter = function (points) {
      const place = points[0].dataIndex, one = chart.series[0];
      return tip(chart.categories[place], [{ key: steps[place] < 0 ? 2 : 1, name: one.name, text: written(steps[place], one.format, chart.short_units) }]);
    };
    return option;
  }

  function curve(chart, look) {
    const option = upright(chart, look);
    const isShare = chart.x.format === "percent";
    option.xAxis = Object.assign(values({ y: chart.x, kind: "curve", short_units: chart.short_units }, look), { name: chart.x.title, nameLocation: "middle", nameGap: 28, nameTextStyle: { color: look.soft }, splitLine: { show: false }, max: isShare ? 1 : null, interval: isShare ? 0.2 : undefined });
    option.series = chart.series.map(function (one) {
      const points = chart.categories.map(function (at, place) { return [at, one.values[place]]; });
      return { name: one.name, type: "line", data: points, showSymbol: false, lineStyle: { width: 2 } };
    });
    if (option.series.length && chart.marks.length) { option.series[0].markLine = marks(chart, look); }
    return option;
  }

  function marks(chart, look) {
    return {
      silent: true, symbol: "none", animation: false, lineStyle: { color: look.soft, type: "dashed" },
      data: chart.marks.map(function (mark) { return { xAxis: mark.at, label: { formatter: mark.text, color: look.ink, position: "insideStartTop", rotate: 0, align: "left", padding: [0, 0, 0, 8] } }; }),
    };
  }

  function heat(chart, look) {
    const option = shared(chart, look);
    const data = [];
    chart.series.forEach(function (row, y) { row.values.forEach(function (value, x) { if (value !== null) { data.push([x, y, value]); } }); });
    const sizes = data.map(function (cell) { return Math.abs(cell[2]); });
    const most = Math.max.apply(null, sizes.concat(1e-9));
    const isSigned = data.some(function (cell) { return cell[2] < 0; });
    option.legend.show = false;
    option.grid = { left: 8, right: 16, top: 8, bottom: chart.x.title ? 30 : 8, outerBoundsMode: "same", outerBoundsContain: "axisLabel" };
    option.xAxis = Object.assign(names(chart, look), { axisLine: { show: false } });
    option.yAxis = { type: "category", data: chart.series.map(function (row) { return row.name; }), inverse: true, axisLine: { show: false }, axisTick: { show: false }, axisLabel: { color: look.soft, width: 130, overflow: "truncate" } };
    option.visualMap = { show: false, min: isSigned ? -most : 0, max: most, inRange: { color: isSigned ? [look.series[1], look.sunk, look.series[0]] : [look.sunk, look.series[0]] } };
    option.series = [{ type: "heatmap", data: data, itemStyle: { borderColor: look.surface, borderWidth: 2, borderRadius: 3 }, label: { show: true, formatter: function (cell) { return written(cell.value[2], chart.y.format, chart.short_units, true); } } }];
    option.series[0].data = data.map(function (cell) { return { value: cell, label: { color: Math.abs(cell[2]) > most * 0.6 ? look.surface : look.ink } }; });
    option.tooltip.trigger = "item";
    option.tooltip.formatter = function (cell) {
      return tip(chart.series[cell.value[1]].name, [{ key: 0, name: String(chart.categories[cell.value[0]]), text: written(cell.value[2], chart.y.format, chart.short_units) }]);
    };
    return option;
  }

  // From the rows on the left to the columns on the right; names are told apart by their side, since both may be the same.
  function flow(chart, look) {
    const option = shared(chart, look);
    const before = chart.series.map(function (row, place) { return { name: "before " + row.name, text: row.name, depth: 0, colour: look.series[place % look.series.length] }; });
    const now = chart.categories.map(function (one) {
      const same = before.find(function (row) { return row.text === String(one); });
      return { name: "now " + one, text: String(one), depth: 1, colour: same ? same.colour : look.soft };
    });
    const links = [];
    chart.series.forEach(function (row, y) { row.values.forEach(function (value, x) { if (value) { links.push({ source: before[y].name, target: now[x].name, value: value }); } }); });
    const isNarrow = look.room < 480;
    const labels = { color: look.ink, fontFamily: look.font, width: isNarrow ? 84 : 150, overflow: "truncate" };
    const nodes = before.concat(now).map(function (node) {
      const isLeft = node.depth === 0;
      return { name: node.name, depth: node.depth, itemStyle: { color: node.colour, borderWidth: 0 }, label: Object.assign({ position: isLeft ? "left" : "right", formatter: function () { return node.text; } }, labels) };
    });
    const texts = new Map(before.concat(now).map(function (node) { return [node.name, node.text]; }));
    option.legend.show = false;
    option.series = [{
      type: "sankey", data: nodes, links: links, layoutIterations: 0, draggable: false, nodeWidth: 10, nodeGap: 12, left: isNarrow ? 92 : 160, right: isNarrow ? 92 : 160, top: 12, bottom: 12,
      lineStyle: { color: "source", opacity: 0.28 }, emphasis: { focus: "adjacency", lineStyle: { opacity: 0.5 } },
    }];
    option.tooltip.trigger = "item";
    option.tooltip.formatter = function (item) {
      const isLink = item.dataType === "edge";
      const heading = isLink ? texts.get(item.data.source) + " → " + texts.get(item.data.target) : texts.get(item.name);
      return tip(heading, [{ key: 0, name: chart.y.title, text: written(item.value, chart.y.format, chart.short_units) }]);
    };
    return option;
  }

  // Relativities as a line between their bounds, and behind them the weight of each level, low enough not to hide them.
  function rated(chart, look) {
    const option = upright(chart, look);
    const weights = { type: "value", show: false, max: function (range) { return range.max * 2.4; } };
    option.yAxis = [option.yAxis, weights];
    option.series = chart.series.map(function (one) {
      const made = { name: one.name, data: one.values };
      if (one.kind === "bar") { return Object.assign(made, { type: "bar", yAxisIndex: 1, barCategoryGap: "18%", itemStyle: { color: look.strong, opacity: 0.55 } }); }
      const isBound = one.kind === "bound";
      const drawn = { width: isBound ? 1 : 2, type: isBound ? "dashed" : "solid", color: isBound ? look.soft : look.series[0] };
      return Object.assign(made, { type: "line", symbol: isBound ? "none" : "circle", symbolSize: 6, lineStyle: drawn, itemStyle: { color: drawn.color }, z: isBound ? 4 : 5 });
    });
    const line = option.series.find(function (one) { return one.type === "line"; });
    if (line) { line.markLine = { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: look.soft, width: 1, type: "solid", opacity: 0.6 }, data: [{ yAxis: 1 }] }; }
    return option;
  }

  const KINDS = { rated: rated, lines: upright, bars: upright, stacked: upright, mixed: upright, across: across, curve: curve, heat: heat, flow: flow, waterfall: waterfall };

  return { option: function (chart, room) { return KINDS[chart.kind](chart, Object.assign(colours(), { room: room })); } };
})();
