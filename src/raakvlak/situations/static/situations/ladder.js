// The ladder remembers on this device which branches are folded, and lets one drag an insight behind another.

function key(tree) {
  return `raakvlak-folded-${tree.dataset.tree}`;
}

function foldedIn(tree) {
  try {
    return new Set(JSON.parse(localStorage.getItem(key(tree)) ?? "[]"));
  } catch {
    return new Set();
  }
}

function restore(tree) {
  const folded = foldedIn(tree);
  const wanted = location.hash ? document.querySelector(location.hash) : null;
  for (const fold of tree.querySelectorAll("[data-fold]")) {
    if (folded.has(fold.dataset.fold) && !fold.contains(wanted?.parentElement ?? null)) fold.open = false;
  }
}

document.addEventListener(
  "toggle",
  (event) => {
    const fold = event.target;
    const tree = fold instanceof Element ? fold.closest("[data-tree]") : null;
    if (!tree || !fold.dataset.fold || fold.dataset.printed !== undefined) return;
    const folded = foldedIn(tree);
    if (fold.open) folded.delete(fold.dataset.fold);
    else folded.add(fold.dataset.fold);
    try {
      localStorage.setItem(key(tree), JSON.stringify([...folded]));
    } catch {
      // A browser that keeps nothing still folds.
    }
  },
  true,
);

// Dragging sends the same move as the buttons do.
let dragged = null;
let start = null;
let target = null;
let droppedAt = 0;

function itemAt(x, y) {
  return document.elementFromPoint(x, y)?.closest("[data-order] .tree__node")?.closest(".tree__item") ?? null;
}

function mark(item) {
  target?.classList.remove("is-target");
  target = item && dragged && item !== dragged && !dragged.contains(item) ? item : null;
  target?.classList.add("is-target");
}

document.addEventListener("pointerdown", (event) => {
  if (event.pointerType === "touch" || event.button !== 0) return;
  const node = event.target instanceof Element ? event.target.closest("[data-order] .tree__node") : null;
  if (node) start = { x: event.clientX, y: event.clientY, item: node.closest(".tree__item") };
});

document.addEventListener("pointermove", (event) => {
  if (!start) return;
  if (!dragged && Math.hypot(event.clientX - start.x, event.clientY - start.y) > 8) {
    dragged = start.item;
    dragged.classList.add("is-dragged");
  }
  if (dragged) {
    event.preventDefault();
    mark(itemAt(event.clientX, event.clientY));
  }
});

function drop() {
  const [item, under] = [dragged, target];
  dragged?.classList.remove("is-dragged");
  mark(null);
  dragged = start = null;
  if (item) droppedAt = Date.now();
  if (!item || !under) return;
  const form = item.closest("[data-order]");
  const move = document.createElement("button");
  move.name = "move";
  move.value = `under:${item.dataset.insight}:${under.dataset.insight}`;
  move.hidden = true;
  form.append(move);
  move.click(); // htmx learns from a click which button sends the form
  setTimeout(() => move.remove());
}

document.addEventListener("pointerup", drop);
document.addEventListener("pointercancel", () => {
  target = null;
  drop();
});

// The click that ends a drag must not fold the branch.
document.addEventListener(
  "click",
  (event) => {
    if (Date.now() - droppedAt < 200 && event.target instanceof Element && event.target.closest("[data-order] summary")) {
      event.preventDefault();
    }
  },
  true,
);

for (const tree of document.querySelectorAll("[data-tree]")) restore(tree);
document.addEventListener("htmx:afterSettle", () => {
  for (const tree of document.querySelectorAll("[data-tree]")) restore(tree);
});
