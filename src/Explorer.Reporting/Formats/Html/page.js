// Stepping: slider, buttons, keys, links, and what is said of the current step.
const $ = (id) => document.getElementById(id);
const root = document.documentElement;
const entryWords = { filled: "filled", outdated: "outdated", deferred: "flush put off", overwritten: "made stale", used: "stale read" };
let current = -1;
let timer = 0;

function show(step, isFromUser) {
  step = Math.min(Math.max(step, 0), count);
  if (step === current) return;
  current = step;
  const open = new Set([...$("pictures").querySelectorAll("details[open] > summary")].map((s) => s.textContent));
  $("pictures").replaceChildren(...draw(step));
  for (const summary of $("pictures").querySelectorAll("summary")) summary.parentNode.open = open.has(summary.textContent);
  $("now").replaceChildren(...sayNow(step));
  $("slider").value = step;
  $("slider").setAttribute("aria-valuetext", step === 0 ? "start" : `step ${step}: ${data.steps[step - 1].name}`);
  $("counter").textContent = `${step} / ${count}`;
  $("first").disabled = $("previous").disabled = step === 0;
  $("last").disabled = $("next").disabled = step === count;
  markRow(step, isFromUser);
  for (const mark of $("marks").children) mark.classList.toggle("current", Number(mark.dataset.step) === step);
  if (isFromUser) history.replaceState(null, "", `#step=${step}`);
}

const rowOf = (step) => document.querySelector(`tr[data-step="${step}"]`);

function markRow(step, isFromUser) {
  document.querySelector("tr.current")?.classList.remove("current");
  document.querySelector("[aria-current]")?.removeAttribute("aria-current");
  const row = rowOf(step);
  row.classList.add("current");
  row.querySelector("a").setAttribute("aria-current", "step");
  bringIntoView(row, isFromUser);
}

// Beside the pictures the race scrolls by itself, and the page only as far as both are seen; on a phone the step is what
// is looked at.
function bringIntoView(row, isFromUser) {
  if (matchMedia("(min-width: 56rem)").matches) {
    const pane = document.querySelector(".race-pane");
    const [inner, outer] = [row.getBoundingClientRect(), pane.getBoundingClientRect()];
    const head = pane.querySelector("thead").offsetHeight;
    if (inner.top < outer.top + head) pane.scrollTop -= outer.top + head - inner.top;
    else if (inner.bottom > outer.bottom) pane.scrollTop += inner.bottom - outer.bottom;
    if (isFromUser) pane.parentNode.scrollIntoView({ block: "nearest" });
  } else if (isFromUser) {
    const { top, bottom } = $("now").getBoundingClientRect();
    if (bottom < 0 || top > innerHeight - 260) $("now").scrollIntoView({ block: "start" });
  }
}

function sayNow(step) {
  if (step === 0) {
    const start = document.querySelector("td.start a").textContent;
    return [h("h3", "", h("span", "badge", "start"), start === "start" ? "The state before the first step" : start), ...notes(0)];
  }
  const s = data.steps[step - 1];
  const column = data.columns[s.column].title;
  const calls = s.headings.length ? h("p", "calls", s.headings.join(" › ")) : null;
  const actor = s.actor === column || s.actor === s.name ? null : h("span", "actor", s.actor);
  const draws = s.draws.length ? h("p", "draws", "chosen: ", s.draws.join(", ")) : null;
  const locals = s.changes.filter((c) => c[3] < 0);
  const fault = s.fault ? h("p", "fault", `fault: ${s.fault}`) : null;
  const violation = step === count ? document.querySelector("[data-violation]")?.cloneNode(true) : null;
  return [
    h("h3", "", h("span", "badge", `${step}`), h("span", "badge", column), h("span", "step-name", s.name)),
    h("p", "calls", actor, calls ? s.headings.join(" › ") : null),
    violation, fault, ...notes(step), source(s.source), draws,
    locals.length ? h("p", "draws", "locals: ", ...locals.flatMap((c, i) => [i ? ", " : "", `${c[0]} = ${c[2]}`])) : null,
  ].filter((n) => n && n.childNodes.length);
}

// What the story says of the step.
function notes(step) {
  const items = [...document.querySelectorAll(`.life li[data-step="${step}"]`)];
  return items.map((li) => h("p", "of-entry", li.querySelector(".tag").cloneNode(true), " ", ...li.querySelector("p").cloneNode(true).childNodes));
}

function source([file, first, last]) {
  const { path, lines } = data.sources[file];
  const numbers = Object.keys(lines).map(Number).filter((n) => n >= first - 2 && n <= last + 3);
  const shown = numbers.filter((n) => lines[n].trim() !== "" || (n > numbers[0] && n < numbers[numbers.length - 1]));
  const indent = Math.min(...shown.filter((n) => lines[n].trim()).map((n) => lines[n].length - lines[n].trimStart().length));
  const code = h("code", "");
  for (const n of shown) {
    const isStep = n >= first && n <= last;
    code.append(h("span", isStep ? "line here" : "line", h("span", "line-number", String(n)), ...highlighted(lines[n].slice(indent)), "\n"));
  }
  const figure = h("figure", "source", h("figcaption", "", `${path}:${first}`), h("pre", "", code));
  figure.querySelector("pre").tabIndex = 0;
  return figure;
}

// Comments and texts stand back; nothing else is coloured.
function highlighted(line) {
  return line.split(/(\/\/.*$|"[^"]*")/).filter((p) => p)
    .map((p) => p.startsWith("//") ? h("span", "comment", p) : p.startsWith("\"") ? h("span", "quoted", p) : p);
}

// Names of identities in plain texts get their colours, too.
function colourNames(node) {
  for (const child of [...node.childNodes]) {
    if (child.nodeType === Node.ELEMENT_NODE && !child.classList.contains("tag")) colourNames(child);
    if (child.nodeType !== Node.TEXT_NODE) continue;
    const parts = child.data.split(/([A-Za-z_][A-Za-z_0-9]*)/);
    const isNamed = (p) => colourOfName.get(p) !== undefined;
    if (parts.some(isNamed)) {
      child.replaceWith(...parts.map((p) => isNamed(p) ? h("span", `identity colour-${colourOfName.get(p)}`, p) : p));
    }
  }
}

function fraction(step) {
  return count === 0 ? 0 : step / count;
}

function drawTimeline() {
  for (let step = 1; step <= count; step++) {
    const phase = data.steps[step - 1].phase;
    const cell = h("span", phase);
    cell.style.setProperty("--from", fraction(step - 1));
    cell.style.setProperty("--to", fraction(step));
    if (step - 1 >= (data.entry?.filledAt ?? count)) cell.className = data.steps[step - 2]?.phase || "filled";
    else cell.className = "";
    $("phases").append(cell);
  }
  for (const [step, kind] of data.entry?.marks ?? []) {
    const mark = h("a", `mark ${kind}`, h("span", "mark-label", step === 0 ? "there from the start" : `${step} ${entryWords[kind]}`));
    mark.href = `#step=${step}`;
    mark.tabIndex = -1;
    mark.dataset.step = step;
    mark.style.setProperty("--at", fraction(step));
    $("marks").append(mark);
  }
  arrangeMarks();
}

// Labels that would overlap go to further rows, upwards.
function arrangeMarks() {
  const ends = [];
  const width = $("marks").clientWidth;
  for (const mark of $("marks").children) {
    const label = mark.firstChild;
    label.style.setProperty("--shift", "0px");
    const half = label.offsetWidth / 2;
    const centre = mark.offsetLeft;
    const shift = Math.min(Math.max(half - centre, 0), width) + Math.min(width - centre - half, 0);
    const left = centre + shift - half;
    let row = ends.findIndex((end) => end + 6 <= left);
    if (row < 0) row = ends.length;
    ends[row] = left + 2 * half;
    mark.style.setProperty("--row", row);
    label.style.setProperty("--shift", `${shift}px`);
  }
  $("marks").style.setProperty("--rows", ends.length);
  root.style.setProperty("--controls", `${document.querySelector(".controls").offsetHeight}px`);
}

function play(isPlaying) {
  clearInterval(timer);
  timer = isPlaying ? setInterval(() => (current < count ? show(current + 1, true) : play(false)), 900) : 0;
  $("play").setAttribute("aria-pressed", String(isPlaying));
  $("play").textContent = isPlaying ? "pause" : "play";
  if (isPlaying && current === count) show(0, true);
}

const byUser = (step) => { if (timer) play(false); show(step, true); };
const keys = {
  ArrowRight: () => byUser(current + 1), ArrowDown: () => byUser(current + 1), j: () => byUser(current + 1),
  ArrowLeft: () => byUser(current - 1), ArrowUp: () => byUser(current - 1), k: () => byUser(current - 1),
  Home: () => byUser(0), End: () => byUser(count), " ": () => play(!timer),
};

function stepOfHash() {
  const match = /^#step=(\d+)$/.exec(location.hash);
  return match ? Number(match[1]) : null;
}

function start() {
  root.classList.add("js");
  // Links to rows are for readers without scripts: the browser would scroll to the row, away from the pictures.
  document.querySelectorAll("tr[id]").forEach((row) => row.removeAttribute("id"));
  document.querySelectorAll("td.step ul, .story p").forEach(colourNames);
  $("end").append(h("h2", "", `The state after step ${count}`), ...draw(count));
  drawTimeline();
  $("slider").addEventListener("input", () => byUser(Number($("slider").value)));
  $("first").addEventListener("click", () => byUser(0));
  $("previous").addEventListener("click", () => byUser(current - 1));
  $("next").addEventListener("click", () => byUser(current + 1));
  $("last").addEventListener("click", () => byUser(count));
  $("play").addEventListener("click", () => play(!timer));
  $("theme").addEventListener("click", () => {
    const isDark = (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
    root.dataset.theme = isDark ? "light" : "dark";
  });
  document.addEventListener("keydown", (e) => {
    const isTyping = e.ctrlKey || e.metaKey || e.altKey || (e.key === " " && e.target.closest("button, summary"))
      || (e.target.closest("pre") && e.key.startsWith("Arrow"));
    if (isTyping || !Object.hasOwn(keys, e.key)) return;
    e.preventDefault();
    keys[e.key]();
  });
  document.addEventListener("click", (e) => {
    const row = e.target.closest("tr[data-step], a[href^='#step=']");
    if (!row || getSelection().toString()) return;
    e.preventDefault();
    byUser(Number(row.dataset.step ?? row.getAttribute("href").slice(6)));
  });
  addEventListener("hashchange", () => { const step = stepOfHash(); if (step !== null) show(step, false); });
  addEventListener("resize", arrangeMarks);
  show(stepOfHash() ?? 0, false);
  if (stepOfHash() !== null) bringIntoView(rowOf(current), true);
}

start();
