// Finds people and situations while one types: in a field of their own, and behind @ and # in a text.

const ADDRESS = "/noteer/zoek/";
const WAIT = 150;

let counter = 0;

class Suggestions {
  constructor(field, place) {
    this.field = field;
    this.list = document.createElement("ul");
    this.list.id = `suggestions-${(counter += 1)}`;
    this.list.className = "suggestions";
    this.list.setAttribute("role", "listbox");
    this.list.hidden = true;
    place.append(this.list);
    field.setAttribute("aria-controls", this.list.id);
    field.setAttribute("aria-autocomplete", "list");
    field.addEventListener("keydown", (event) => this.steer(event));
    field.addEventListener("blur", () => setTimeout(() => this.close(), 200));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.pick(event.target.closest("[role=option]")));
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  get chosen() {
    return this.list.querySelector("[aria-selected=true]");
  }

  ask(kind, typed) {
    clearTimeout(this.waiting);
    if (!typed) return this.close();
    this.waiting = setTimeout(async () => {
      const wish = (this.wish = `${kind} ${typed}`);
      try {
        const answer = await fetch(`${ADDRESS}?${new URLSearchParams({ kind, q: typed })}`, { headers: { "HX-Request": "true" }, redirect: "error" });
        if (answer.ok && wish === this.wish) this.show(await answer.text());
      } catch {
        this.close(); // offline: one types on, and the server finds the name later
      }
    }, WAIT);
  }

  show(html) {
    this.list.innerHTML = html;
    for (const option of this.options) option.id = `${this.list.id}-${option.id}`;
    this.list.hidden = !this.options.length;
    this.list.parentElement.hidden = this.list.hidden && this.list.parentElement.matches(".suggest");
  }

  close() {
    clearTimeout(this.waiting);
    this.wish = "";
    this.list.hidden = true;
    this.list.replaceChildren();
    this.field.removeAttribute("aria-activedescendant");
  }

  steer(event) {
    if (this.list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.move(step);
    else if (event.key === "Enter" && this.chosen) this.pick(this.chosen);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  move(step) {
    const { options } = this;
    const next = options[(options.indexOf(this.chosen) + step + options.length) % options.length] ?? options[0];
    for (const option of options) option.setAttribute("aria-selected", String(option === next));
    this.field.setAttribute("aria-activedescendant", next.id);
    next.scrollIntoView({ block: "nearest" });
  }

  pick(option) {
    if (!option) return;
    this.onPick(option.dataset);
    this.close();
    this.field.focus();
  }
}

function tell(field, name, value, label) {
  field.form.dispatchEvent(new CustomEvent("chosen", { detail: { name, value, label } }));
}

function helpField(field) {
  const kind = field.dataset.suggest;
  const suggestions = new Suggestions(field, field.parentElement);
  suggestions.onPick = ({ id, name, new: fresh }) => {
    if (fresh) tell(field, "new_party", fresh, fresh);
    else tell(field, kind, id, name);
    field.value = "";
  };
  field.addEventListener("input", () => suggestions.ask(kind, field.value.trim()));
  // Enter in this field means "this one", never "store the note".
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.defaultPrevented) return;
    event.preventDefault();
    if (kind === "party" && field.value.trim()) suggestions.pick(suggestions.options[0]);
  });
}

const BEHIND_SIGN = /(?:^|[\s(])([@#])([^\s@#][^@#\n]{0,40})$/u;

function helpText(text) {
  const place = text.closest(".note__words, .series__words")?.querySelector("[data-suggest-here]") ?? text.parentElement;
  const suggestions = new Suggestions(text, place);
  const typed = () => BEHIND_SIGN.exec(text.value.slice(0, text.selectionStart));
  suggestions.onPick = ({ name, new: fresh }) => {
    const found = typed();
    if (!found) return;
    const word = name ?? fresh;
    text.setRangeText(`${word} `, text.selectionStart - found[2].length, text.selectionStart, "end");
    if (fresh) tell(text, "new_party", fresh, fresh);
    text.dispatchEvent(new Event("input", { bubbles: true }));
  };
  text.addEventListener("input", () => {
    const found = typed();
    if (found && found[2].split(" ").length <= 4) suggestions.ask(found[1] === "@" ? "party" : "situation", found[2].trim());
    else suggestions.close();
  });
}

function help() {
  for (const field of document.querySelectorAll("[data-suggest]:not([aria-controls])")) helpField(field);
  for (const text of document.querySelectorAll("[data-mentions]:not([aria-controls])")) helpText(text);
}

help();
document.addEventListener("htmx:afterSettle", help);
