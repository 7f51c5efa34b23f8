// What one can choose from in the form of the phone, put in there from what went along.

const form = document.querySelector("[data-note]");

export function choice(name, type, value, label, small) {
  const part = document.querySelector("template[data-choice]").content.firstElementChild.cloneNode(true);
  const input = part.querySelector("input");
  Object.assign(input, { type, name, value });
  part.querySelector("span").textContent = label;
  if (small) {
    const more = document.createElement("small");
    more.textContent = small;
    part.querySelector("span").append(" ", more);
  }
  return part;
}

export function fill(name, type, rows) {
  const ticked = new Set([...form.querySelectorAll(`[name=${name}]:checked`)].map(({ value }) => value));
  document.querySelector(`[data-choices=${name}]`).replaceChildren(...rows.map((row) => choice(name, type, ...row)));
  for (const input of form.querySelectorAll(`[name=${name}]`)) input.checked = ticked.has(input.value);
}

function option([value, label]) {
  return new Option(label, value);
}

export function fillAreas(groups) {
  const { area } = form.elements;
  const chosen = area.value;
  area.replaceChildren(area.options[0]);
  for (const [label, rows] of groups) {
    const group = document.createElement("optgroup");
    group.label = label;
    if (label) group.append(...rows.map(option));
    area.append(...(label ? [group] : rows.map(option)));
  }
  area.value = chosen;
}
