// "3 min ago" for every <time data-age>.
const STEPS = [
  [60, 1, "s"],
  [3600, 60, "min"],
  [86400, 3600, "h"],
  [Infinity, 86400, "d"],
];

export function age(instant, now = Date.now()) {
  const seconds = Math.max(0, Math.round((now - Date.parse(instant)) / 1000));
  const [, unit, name] = STEPS.find(([limit]) => seconds < limit);
  return `${Math.floor(seconds / unit)} ${name} ago`;
}

export function refresh() {
  for (const time of document.querySelectorAll("time[data-age]")) {
    time.textContent = age(time.dateTime);
    time.title = time.dateTime;
  }
}

export function keepAges() {
  refresh();
  setInterval(refresh, 5000);
}
