// Draws each chart from the table beside it, so that both show the same figures.
import { option } from "./options.js";

const charts = new Map();

/** The figures of a table: null where a cell has none. */
export function read(section) {
  const heads = [...section.querySelectorAll("thead th")].slice(1);
  const rows = [...section.querySelectorAll("tbody tr")];
  return {
    kind: section.dataset.kind,
    dates: rows.map((row) => row.querySelector("th").dataset.at),
    hrefs: rows.map((row) => row.querySelector("th").dataset.href),
    notes: rows.map((row) => [...row.querySelectorAll("th .badge, th .away")].map((one) => one.textContent.trim()).join(", ")),
    tones: rows.map((row) => row.dataset.tone ?? ""),
    again: rows.map((row) => row.dataset.again === "true"),
    lines: heads.map((head, i) => ({
      name: head.textContent,
      dotted: head.dataset.dotted === "true",
      values: rows.map((row) => {
        const value = row.cells[i + 1].dataset.value;
        return value === undefined ? null : Number(value);
      }),
      texts: rows.map((row) => row.cells[i + 1].textContent),
    })),
  };
}

function draw(section) {
  const place = section.querySelector(".plot");
  const data = read(section);
  if (data.lines.every((line) => line.values.every((value) => value === null))) {
    return;
  }
  const canvas = document.createElement("div");
  canvas.className = "canvas";
  place.classList.add("drawn");
  place.append(canvas);
  const chart = window.echarts.init(canvas, null, { renderer: "canvas" });
  chart.setOption(option(data, getComputedStyle(document.documentElement)));
  chart.on("click", (event) => {
    const href = read(canvas.closest("section")).hrefs[event.dataIndex];
    if (href) {
      location.assign(href);
    }
  });
  charts.set(section, chart);
}

function redraw() {
  for (const [section, chart] of charts) {
    chart.setOption(option(read(section), getComputedStyle(document.documentElement)), { notMerge: true });
  }
}

const sizes = new ResizeObserver((entries) => entries.forEach((entry) => fit(charts.get(entry.target))));

function fit(chart) {
  const canvas = chart?.getDom();
  if (canvas && (canvas.clientWidth !== chart.getWidth() || canvas.clientHeight !== chart.getHeight())) {
    chart.resize();
  }
}

/** A chart goes on in the section that has taken the place of its own, so that its open tooltip stays. */
function move(chart, section) {
  const place = section.querySelector(".plot");
  place.classList.add("drawn");
  place.append(chart.getDom());
  chart.setOption(option(read(section), getComputedStyle(document.documentElement)), { replaceMerge: ["series"] });
  charts.set(section, chart);
  sizes.observe(section);
}

/** Draws what is not drawn yet, and lets go of what has left the page. */
export function drawAll() {
  for (const [section, chart] of [...charts]) {
    if (!section.isConnected) {
      sizes.unobserve(section);
      charts.delete(section);
      const next = document.getElementById(section.id);
      if (next?.querySelector(".plot")) {
        move(chart, next);
      } else {
        chart.dispose();
      }
    }
  }
  for (const section of document.querySelectorAll("section.chart")) {
    if (!charts.has(section)) {
      draw(section);
      sizes.observe(section);
    }
  }
}

export function keepColours() {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
}
