// What ECharts is told. Tooltips are DOM nodes made here: no markup is ever put together from values.
const KEYS = 8;
const GAP = new Set(["missing", "muted"]);

function colour(css, name) {
  return css.getPropertyValue(name).trim();
}

/** A pattern for what is not there. */
function hatch(css) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 8;
  const pen = canvas.getContext("2d");
  pen.strokeStyle = colour(css, "--hatch");
  pen.lineWidth = 1.5;
  pen.beginPath();
  pen.moveTo(0, 8);
  pen.lineTo(8, 0);
  pen.stroke();
  return { image: canvas, repeat: "repeat" };
}

export function short(value) {
  const size = Math.abs(value);
  for (const [limit, name] of [[1e9, " bn"], [1e6, " m"], [1e3, " k"]]) {
    if (size >= limit) {
      return `${Number((value / limit).toPrecision(3))}${name}`;
    }
  }
  return String(Number(value.toPrecision(6)));
}

function tip(data, at) {
  const box = document.createElement("div");
  box.className = "tip";
  const head = document.createElement("p");
  head.textContent = data.dates[at] + (data.notes[at] ? ` (${data.notes[at]})` : "");
  box.append(head);
  data.lines.forEach((line, i) => {
    const row = document.createElement("p");
    const key = document.createElement("span");
    key.className = `key key-${i}`;
    const figure = document.createElement("b");
    figure.textContent = line.texts[at];
    row.append(key, `${line.name.slice(0, 80)}: `, figure);
    box.append(row);
  });
  return box;
}

/** Dates without a figure, hatched; those that are not over, shaded. */
function backgrounds(data, css) {
  const gap = hatch(css);
  const open = colour(css, "--open-bg");
  const shaded = data.dates.flatMap((date, i) => {
    const empty = data.lines.filter((line) => !line.dotted).every((line) => line.values[i] === null);
    if (empty || GAP.has(data.tones[i])) {
      return [{ value: [i, 0], fill: gap }];
    }
    return data.tones[i] === "open" ? [{ value: [i, 0], fill: open }] : [];
  });
  return {
    type: "custom",
    name: "",
    data: shaded,
    z: 0,
    renderItem: (params, api) => {
      const [x] = api.coord([api.value(0), 0]);
      const [width] = api.size([1, 0]);
      const { y, height } = params.coordSys;
      return { type: "rect", silent: true, shape: { x: x - width / 2, y, width, height }, style: { fill: shaded[params.dataIndex].fill } };
    },
  };
}

/** What lies between the smallest and the largest value of neighbouring dates. */
function between(data, css) {
  const [, low, high] = data.lines.map((line) => line.values);
  const both = (i) => low[i] !== null && low[i] !== undefined && high[i] !== null;
  return {
    type: "custom",
    name: "",
    tooltip: { show: false },
    z: 1,
    data: data.dates.flatMap((date, i) => (both(i) && both(i + 1) ? [[i, low[i]]] : [])),
    renderItem: (params, api) => {
      const i = api.value(0);
      const points = [[i, low[i]], [i + 1, low[i + 1]], [i + 1, high[i + 1]], [i, high[i]]].map((point) => api.coord(point));
      return { type: "polygon", silent: true, shape: { points }, style: { fill: colour(css, "--fill-soft"), opacity: 0.6 } };
    },
  };
}

/** A mark over each date that was computed again. */
function marks(data, css) {
  return data.dates.flatMap((date, i) => {
    const value = data.lines[0].values[i];
    return data.again[i] && value !== null
      ? [{ coord: [i, value], symbol: "triangle", symbolSize: 8, symbolOffset: [0, -8], itemStyle: { color: colour(css, "--soft") } }]
      : [];
  });
}

function line(data, one, i, paint) {
  const lone = one.values.map((value, at) => value !== null && one.values[at - 1] == null && one.values[at + 1] == null);
  return {
    type: "line",
    connectNulls: false,
    symbol: "circle",
    symbolSize: (value, params) => (lone[params.dataIndex] ? 5 : 0.1),
    lineStyle: { color: paint, width: data.kind === "band" && i > 0 ? 1 : 2, type: one.dotted ? "dotted" : "solid" },
  };
}

function series(data, css) {
  const all = data.lines.map((one, i) => {
    const paint = colour(css, `--line-${i % KEYS}`);
    const asBar = data.kind === "stack" || (data.kind === "bars" && i === 0);
    const drawn = asBar ? { type: "bar", stack: "all", barMaxWidth: 36, barCategoryGap: "30%" } : line(data, one, i, paint);
    return {
      ...drawn,
      name: one.name,
      data: one.values,
      z: asBar ? 2 : 3,
      itemStyle: { color: paint, opacity: i >= KEYS ? 0.6 : 1 },
      markPoint: i === 0 ? { silent: true, data: marks(data, css), label: { show: false } } : undefined,
    };
  });
  return [backgrounds(data, css), ...(data.kind === "band" ? [between(data, css)] : []), ...all];
}

export function option(data, css) {
  const soft = colour(css, "--soft");
  return {
    animation: false,
    textStyle: { fontFamily: "system-ui, sans-serif" },
    grid: { left: 8, right: 12, top: 14, bottom: 4, containLabel: true },
    xAxis: {
      type: "category",
      data: data.dates,
      axisLabel: { color: soft, hideOverlap: true, formatter: (date) => date.slice(5) },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colour(css, "--hatch") } },
    },
    yAxis: {
      type: "value",
      axisLabel: { color: soft, formatter: (value) => short(value) + (data.kind === "share" ? " %" : "") },
      splitLine: { lineStyle: { color: colour(css, "--line") } },
    },
    tooltip: {
      trigger: "axis",
      confine: true,
      transitionDuration: 0,
      backgroundColor: colour(css, "--card"),
      borderColor: colour(css, "--line"),
      textStyle: { color: colour(css, "--ink") },
      formatter: (points) => tip(data, data.dates.indexOf(points[0].axisValue)),
    },
    series: series(data, css),
  };
}
