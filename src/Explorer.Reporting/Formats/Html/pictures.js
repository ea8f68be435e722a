// The pictures of a state, by the shape of types: what is indexed by CPUs stands in the CPUs' cards, what maps to
// identities is a table, what else is indexed by an identity stands in a box for each of them.

function h(tag, classes, ...children) {
  const node = document.createElement(tag);
  if (classes) node.className = classes;
  node.append(...children.filter((c) => c !== null && c !== undefined && c !== ""));
  return node;
}

const isIndexedBy = (type, index) => type.kind === "array" && type.index === index;
const isColoured = (t) => types[t].kind === "identity" && colours.has(`${t}.0`);

// What is drawn: the state after a step, beside the state before it.
class Picture {
  constructor(step) {
    this.step = step;
    this.now = states[step];
    this.before = states[Math.max(step - 1, 0)];
    this.entry = data.entry;
    this.phase = step > 0 ? data.steps[step - 1].phase : data.entry && data.entry.filledAt === 0 ? "filled" : "";
    this.isLast = step === count;
  }

  // A value at a place; `before` is what it was, undefined where that is not to be compared.
  value(t, value, before, path) {
    return this.marked(this.plain(t, value, before, path), path);
  }

  plain(t, value, before, path) {
    const type = types[t];
    const isChanged = before !== undefined && !same(value, before);
    if (type.kind === "array") return this.rows(t, value, before, path, false);
    if (type.kind === "set") return this.set(type, value, before, path);
    if (!isChanged) return this.atom(t, value);
    if (type.kind === "option" && value !== null && before !== null) return this.plain(type.of, value[0], before[0], path);
    if (type.kind === "struct") return this.fields(type.fields, value, before, path);
    if (type.kind === "enum" && value[0] === before[0]) {
      const variant = type.variants[value[0]];
      return h("span", "variant", variant.name + " ", this.fields(variant.fields, value.slice(1), before.slice(1), path));
    }
    return h("span", "changed", h("del", "", this.atom(t, before)), h("span", "to", "→"), h("ins", "", this.atom(t, value)));
  }

  // Without comparison, on one line.
  atom(t, value) {
    const type = types[t];
    const fields = (infos, values) => infos.map((f, i) => this.field(f, values[i]));
    switch (type.kind) {
      case "identity": return identity(t, value);
      case "option": return value === null ? h("span", "nothing", "none") : this.atom(type.of, value[0]);
      case "bool": return h("span", value ? "" : "nothing", String(value));
      case "struct": return titled(h("span", "struct", ...fields(type.fields, value)), text(t, value));
      case "enum": {
        const variant = type.variants[value[0]];
        if (!variant.fields.length) return h("span", "variant", variant.name);
        return titled(h("span", "struct", h("span", "variant", variant.name), ...fields(variant.fields, value.slice(1))), text(t, value));
      }
      case "set": case "queue": return h("span", "chips", ...this.elements(type, value));
      case "array": return h("span", "", text(t, value));
      default: return h("span", "number", text(t, value));
    }
  }

  elements(type, value) {
    return value.length ? value.map((v) => h("span", "chip", this.atom(type.of, v))) : [h("span", "nothing", type.kind === "set" ? "∅" : "empty")];
  }

  // Flags are short: there or not.
  field(info, value) {
    if (types[info.type].kind === "bool") return h("span", value ? "flag" : "flag off", `${info.name}${value ? "✓" : "–"}`);
    if (types[info.type].kind === "identity") return this.atom(info.type, value);
    return h("span", "field", h("span", "label", info.name), this.atom(info.type, value));
  }

  fields(infos, value, before, path) {
    return h("span", "struct", ...infos.map((f, i) => same(value[i], before[i])
      ? this.field(f, value[i])
      : h("span", "field", h("span", "label", f.name), this.value(f.type, value[i], before[i], `${path}.${f.name}`))));
  }

  set(type, value, before, path) {
    const gone = (before ?? []).filter((b) => !value.some((v) => same(v, b)));
    const isNew = (v) => before !== undefined && !before.some((b) => same(v, b));
    const chip = (v, classes) => {
      const node = h("span", `chip ${classes}`, this.atom(type.of, v));
      if (this.phase && path === this.entry.name && !classes.includes("removed") && this.isHeld(type.of, v)) this.alive(node);
      return node;
    };
    const chips = [...value.map((v) => chip(v, isNew(v) ? "added" : "")), ...gone.map((v) => chip(v, "removed"))];
    return h("span", "chips", ...(chips.length ? chips : this.elements(type, value)));
  }

  // Is it what the entry holds, or does it mention that?
  isHeld(t, value) {
    let isFound = text(t, value) === this.entry.value;
    eachIdentity(t, value, "", false, (type, index) => { isFound ||= types[type].names[index] === this.entry.value; });
    return isFound;
  }

  // What the story tells about a place is marked there.
  marked(node, path) {
    const entry = this.entry;
    const hasMarked = node.querySelector("[data-stale]") !== null;
    const beside = (mark) => { node = h("span", "beside", node, mark); };
    if (this.isLast && data.parts.includes(path) && !hasMarked && path !== entry?.name) node.classList.add("told");
    if (entry && this.phase) {
      if (path === entry.name && !hasMarked) this.alive(node = h("span", "holder", node));
      if (path === entry.source) beside(h("span", "note", "source of the entry"));
      if (entry.deferrals.some(([name, at]) => name === path && at <= this.step)) beside(h("span", "tag deferred", "flush put off"));
    }
    node.dataset.path = path;
    return node;
  }

  alive(node) {
    const entry = this.entry;
    const words = {
      filled: entry.filledAt === 0 ? "there from the start" : `filled at ${entry.filledAt}`,
      outdated: `outdated since ${entry.outdatedAt}`,
      stale: `stale since ${entry.overwrittenAt}`,
      used: "stale read",
    };
    node.classList.add("alive", this.phase);
    node.dataset.stale = this.phase;
    node.append(h("span", `tag ${this.phase}`, words[this.phase]));
  }

  // An array as rows: index, value.
  rows(t, value, before, path, perCpu) {
    const type = types[t];
    const inner = types[type.of];
    const isMatrix = inner.kind === "array" && inner.labels.length > 1 && inner.labels.length <= 4 && types[inner.of].kind !== "array";
    if (isMatrix) return this.matrix(t, value, before, path, perCpu);
    const body = h("tbody");
    value.forEach((v, i) => {
      const at = elementPath(path, type, i, perCpu);
      const head = h("th", "", label(type, i));
      head.scope = "row";
      body.append(h("tr", "", head, h("td", "", this.value(type.of, v, before?.[i], at))));
    });
    return h("table", "rows", body);
  }

  matrix(t, value, before, path, perCpu) {
    const type = types[t];
    const inner = types[type.of];
    const body = h("tbody");
    body.append(h("tr", "", h("td"), ...inner.labels.map((_, j) => h("th", "", label(inner, j)))));
    value.forEach((row, i) => {
      const at = elementPath(path, type, i, perCpu);
      const cells = row.map((v, j) => h("td", "", this.value(inner.of, v, before?.[i][j], elementPath(at, inner, j, false))));
      body.append(h("tr", "", h("th", "", label(type, i)), ...cells));
    });
    return h("table", "rows matrix", body);
  }

  // Of a variable the part that belongs to one index.
  slice(variable, i) {
    const type = types[variable.type];
    const value = this.now[variable.index];
    const before = this.before[variable.index];
    return this.value(type.of, value[i], before[i], elementPath(variable.name, type, i, variable.perCpu));
  }

  cpus(variables) {
    const cards = cards_.map(({ title, cpu, column }) => {
      const last = this.lastStepOf(column);
      const isActing = this.step > 0 && data.steps[this.step - 1].column === column;
      const card = h("article", isActing ? "card acting" : "card", h("h4", "", title), last);
      if (cpu >= 0) variables.forEach((v) => card.append(named(v, this.slice(v, cpu))));
      return cpu < 0 && !last ? null : card;
    });
    return group("cpus", "CPUs and threads", "", h("div", "cards", ...cards));
  }

  lastStepOf(column) {
    for (let i = this.step; i > 0; i--) {
      const step = data.steps[i - 1];
      if (step.column === column) {
        const call = step.headings.length ? h("span", "call", step.headings[step.headings.length - 1]) : null;
        return h("p", "at", h("span", "number", String(i)), call, h("span", "name", step.name));
      }
    }
    return null;
  }

  // A box for each identity, with what is said of it and where it is held.
  boxes(t, variables) {
    const type = types[t];
    const held = colours.has(`${t}.0`) ? this.holders(t) : null;
    const boxes = type.names.map((name, i) => {
      const box = h("article", colourOf(t, i) === undefined ? "card" : `card colour-${colourOf(t, i)}`, h("h4", "", identity(t, i)));
      variables.forEach((v) => box.append(named(v, this.slice(v, i))));
      if (held) box.append(holderList(name, held[i], this));
      return box;
    });
    return group("boxes", type.text, "", h("div", "cards", ...boxes));
  }

  // For each identity of a type the places that refer to it, with whether they did so before the step.
  holders(t) {
    const found = (state) => {
      const places = types[t].names.map(() => new Set());
      for (const v of data.variables) {
        if (!v.ghost && state[v.index] !== undefined) {
          eachIdentity(v.type, state[v.index], v.name, v.perCpu, (type, value, path) => { if (type === t) places[value].add(path); });
        }
      }
      return places;
    };
    const before = found(this.before);
    return found(this.now).map((places, i) => [...places].map((path) => ({ path, isNew: this.step > 0 && !before[i].has(path) })));
  }

  whole(variable) {
    const value = this.now[variable.index];
    if (value === undefined) return h("span", "nothing", "–");
    const type = types[variable.type];
    return type.kind === "array"
      ? this.rows(variable.type, value, this.before[variable.index], variable.name, variable.perCpu)
      : this.value(variable.type, value, this.before[variable.index], variable.name);
  }
}

function identity(t, value) {
  const colour = value < 0 ? undefined : colourOf(t, value);
  return h("span", colour === undefined ? "identity" : `identity colour-${colour}`, text(t, value));
}

function titled(node, title) {
  node.title = title;
  return node;
}

function label(type, i) {
  return types[type.index].kind === "identity" ? identity(type.index, i) : type.labels[i];
}

function holderList(name, places, picture) {
  const most = 6;
  const isHeldByEntry = picture.phase && picture.entry.value.split(/[^\w]+/).includes(name);
  const chip = ({ path, isNew }) => {
    const isEntry = isHeldByEntry && path === picture.entry.name;
    return h("span", `place ${isNew ? "added" : ""} ${isEntry ? `alive ${picture.phase}` : ""}`, path);
  };
  const rest = places.length > most ? h("span", "nothing", `and ${places.length - most} more`) : null;
  const chips = places.slice(0, most).map(chip);
  return h("div", "held", h("span", "label", "held in"), ...(chips.length ? chips : [h("span", "nothing", "nothing")]), rest);
}

function named(variable, node) {
  const name = titled(h("span", "name", variable.name, variable.ghost ? h("small", "", "ghost") : null,
    variable.owner ? h("small", "", `of ${variable.owner}`) : null), variable.declaration);
  const isTable = node.tagName === "TABLE";
  return h("div", isTable ? "variable tall" : "variable", name, node);
}

function group(kind, title, note, ...children) {
  return h("section", `group ${kind}`, h("h3", "", title, note ? h("small", "", note) : null), ...children);
}

// Which variable is drawn where. It is the same for all steps, so that nothing jumps.
const layout = { cpus: [], panels: [], boxes: new Map(), values: [], ghosts: [], unchanged: [] };
data.variables.forEach((variable) => {
  const type = types[variable.type];
  const { isTold, isChanged } = variable;
  if (variable.ghost && !isTold) layout.ghosts.push(variable);
  else if (!isChanged && !isTold) layout.unchanged.push(variable);
  else if (type.kind !== "array") layout.values.push(variable);
  else if (type.index === data.cpus.type) layout.cpus.push(variable);
  else if (types[type.of].kind === "array" || [...identitiesIn(type.of)].some(isColoured) || types[type.index].kind !== "identity") layout.panels.push(variable);
  else layout.boxes.set(type.index, [...(layout.boxes.get(type.index) ?? []), variable]);
});

layout.panels.sort((a, b) => a.ghost - b.ghost);
layout.boxes = new Map([...layout.boxes].sort((a, b) => isColoured(b[0]) - isColoured(a[0])));

const cards_ = data.cpus.titles.map((title, cpu) => ({ title, cpu, column: data.columns.findIndex((c) => c.cpu === cpu) }));
data.columns.forEach(({ title, cpu }, column) => { if (cpu < 0) cards_.push({ title, cpu, column }); });

function draw(step) {
  if (states[0].includes(undefined)) return [h("p", "nothing", "The initial step did not end: there is no state.")];
  const picture = new Picture(step);
  const panel = (v) => h("article", "card", named(v, picture.whole(v)));
  const folded = (title, variables) => variables.length === 0 ? null : h("details", "folded",
    h("summary", "", `${title} (${variables.length})`), h("div", "cards", ...variables.map(panel)));
  return [
    cards_.length ? picture.cpus(layout.cpus) : null,
    layout.panels.length ? group("panels", "Tables", "", h("div", "cards", ...layout.panels.map(panel))) : null,
    ...[...layout.boxes].map(([t, variables]) => picture.boxes(t, variables)),
    layout.values.length ? group("values", "Values", "", h("div", "list", ...layout.values.map((v) => named(v, picture.whole(v))))) : null,
    folded("Ghosts: history for the property", layout.ghosts),
    folded("Unchanged in this trace", layout.unchanged),
  ].filter((n) => n !== null);
}
