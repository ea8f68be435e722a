"use strict";
// The data of the page, and values by their types: how they read, how two of them differ.
const data = JSON.parse(document.getElementById("data").textContent);
const types = data.types;
const count = data.steps.length;

// The values of all variables after each step; a step that met a fault leaves them as they were.
const states = [data.variables.map((v) => v.start)];
for (const step of data.steps) {
  const state = states[states.length - 1].slice();
  for (const [index, value] of Object.entries(step.set)) state[index] = value;
  states.push(state);
}

// The value as a model would write it.
function text(typeNumber, value) {
  const type = types[typeNumber];
  const fields = (infos, values) => infos.map((f, i) => `${f.name}: ${text(f.type, values[i])}`).join(", ");
  switch (type.kind) {
    case "identity": return value < 0 ? "-" : type.names[value];
    case "option": return value === null ? "none" : text(type.of, value[0]);
    case "struct": return `{${fields(type.fields, value)}}`;
    case "enum": {
      const variant = type.variants[value[0]];
      return variant.fields.length ? `${variant.name}(${fields(variant.fields, value.slice(1))})` : variant.name;
    }
    case "set": return `{${value.map((v) => text(type.of, v)).join(", ")}}`;
    case "queue": return `<${value.map((v) => text(type.of, v)).join(", ")}>`;
    case "array": return `[${value.map((v) => text(type.of, v)).join(", ")}]`;
    default: return String(value);
  }
}

const same = (a, b) => a === b || JSON.stringify(a) === JSON.stringify(b);

// Calls visit(type, value, path) for each identity in a value; those that are only indices are not in it.
// The path ends at the array element or variable, so that a field or an element of a set is named by where it is.
function eachIdentity(typeNumber, value, path, perCpu, visit) {
  const type = types[typeNumber];
  const fields = (infos, values) => infos.forEach((f, i) => eachIdentity(f.type, values[i], path, false, visit));
  switch (type.kind) {
    case "identity": if (value >= 0) visit(typeNumber, value, path); break;
    case "option": if (value !== null) eachIdentity(type.of, value[0], path, false, visit); break;
    case "struct": fields(type.fields, value); break;
    case "enum": fields(type.variants[value[0]].fields, value.slice(1)); break;
    case "set": case "queue": value.forEach((v) => eachIdentity(type.of, v, path, false, visit)); break;
    case "array": value.forEach((v, i) => eachIdentity(type.of, v, elementPath(path, type, i, perCpu), false, visit)); break;
  }
}

const elementPath = (path, type, i, perCpu) => perCpu ? `${path}@${type.labels[i]}` : `${path}[${type.labels[i]}]`;

// The identity types that occur within a type, other than as indices.
function identitiesIn(typeNumber, found = new Set()) {
  const type = types[typeNumber];
  switch (type.kind) {
    case "identity": found.add(typeNumber); break;
    case "struct": type.fields.forEach((f) => identitiesIn(f.type, found)); break;
    case "enum": type.variants.forEach((v) => v.fields.forEach((f) => identitiesIn(f.type, found))); break;
    case "option": case "set": case "queue": case "array": identitiesIn(type.of, found); break;
  }
  return found;
}

// Which variables the trace or its story is about.
const storyParts = [...data.parts, ...(data.entry ? [data.entry.name, data.entry.source ?? "", ...data.entry.deferrals.map((d) => d[0])] : [])];
const isPartOf = (part, name) => part === name || [".", "[", "@"].some((c) => part.startsWith(name + c));
data.variables.forEach((variable, index) => {
  variable.index = index;
  variable.isTold = storyParts.some((part) => isPartOf(part, variable.name));
  variable.isChanged = states.some((s) => !same(s[index], states[0][index]));
});

// Colours: for identities to which something that changes refers, CPUs aside, of the two types to which most variables
// refer. Each keeps its colour on the whole page.
const colours = new Map();
{
  const uses = new Map();
  for (const variable of data.variables.filter((v) => (v.isChanged && !v.ghost) || v.isTold)) {
    for (const t of identitiesIn(variable.type)) uses.set(t, (uses.get(t) ?? 0) + 1);
  }
  uses.delete(data.cpus.type);
  let next = 0;
  for (const [t] of [...uses].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 2)) {
    types[t].names.forEach((name, i) => colours.set(`${t}.${i}`, next++ % 10));
  }
}
const colourOf = (typeNumber, value) => colours.get(`${typeNumber}.${value}`);
// By name, for texts; a name that two types have gets no colour there.
const colourOfName = new Map();
for (const [key, colour] of colours) {
  const [t, i] = key.split(".").map(Number);
  const name = types[t].names[i];
  colourOfName.set(name, colourOfName.has(name) ? undefined : colour);
}
