// Draw the border of an area on the board. The corners live in the text field below it, one "latitude, longitude"
// a line: that is what is sent, and what people without a pointer type.

const SVG = "http://www.w3.org/2000/svg";
const TAP = 6; // how many pixels a finger may slip and still tap
const HANDLE = 14; // the radius in pixels of what a finger takes hold of
const ZOOM = 1.5;

const make = (name, className) => {
  const element = document.createElementNS(SVG, name);
  element.setAttribute("class", className);
  return element;
};

class Board {
  constructor(place, field) {
    this.field = field;
    this.words = place.dataset;
    this.scale = JSON.parse(place.dataset.board);
    this.paper = place.querySelector("svg");
    this.paper.setAttribute("role", "application");
    this.paper.setAttribute("aria-label", this.words.help);
    this.paper.classList.add("board__paper--open");
    this.view = { x: 0, y: 0, width: 1000, height: 700 };
    this.border = this.paper.appendChild(make("polygon", "board__border"));
    this.handles = this.paper.appendChild(make("g", "board__handles"));
    this.held = null;
    this.addTools(place);
    this.listen();
    this.read();
    this.lookAtBorder();
    this.draw();
  }

  addTools(place) {
    const help = document.createElement("p");
    help.className = "utrecht-form-field-description";
    help.textContent = this.words.help;
    const tools = document.createElement("div");
    tools.className = "cluster board__tools";
    const add = (label, act) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "nl-button nl-button--secondary";
      button.textContent = label;
      button.addEventListener("click", act);
      tools.append(button);
    };
    add(this.words.undo, () => this.change(this.corners.slice(0, -1)));
    add(this.words.clear, () => this.change([]));
    add(this.words.in, () => this.zoom(1 / ZOOM));
    add(this.words.out, () => this.zoom(ZOOM));
    place.before(help);
    place.after(tools);
  }

  listen() {
    this.paper.addEventListener("pointerdown", (event) => this.take(event));
    this.paper.addEventListener("pointermove", (event) => this.move(event));
    this.paper.addEventListener("pointerup", (event) => this.leave(event));
    this.paper.addEventListener("pointercancel", () => (this.held = null));
    this.field.addEventListener("input", () => {
      this.read();
      this.draw();
    });
    new ResizeObserver(() => this.draw()).observe(this.paper);
  }

  // The text field and the corners.

  read() {
    const numbers = /^\s*\(?\s*(-?\d{1,3}(?:[.,]\d+)?)\s*(?:[;,]\s*|\s)\s*(-?\d{1,3}(?:[.,]\d+)?)/;
    const found = this.field.value.split("\n").map((line) => numbers.exec(line)).filter(Boolean);
    this.corners = found.map((match) => ({
      latitude: Number(match[1].replace(",", ".")),
      longitude: Number(match[2].replace(",", ".")),
    }));
  }

  change(corners) {
    this.corners = corners;
    this.field.value = corners
      .map(({ latitude, longitude }) => `${latitude.toFixed(6)}, ${longitude.toFixed(6)}`)
      .join("\n");
    this.draw();
  }

  // Places on earth, on the board and on the screen.

  onBoard({ latitude, longitude }) {
    const { west, north, perLongitude, perLatitude } = this.scale;
    return { x: (longitude - west) * perLongitude, y: (north - latitude) * perLatitude };
  }

  onEarth({ x, y }) {
    const { west, north, perLongitude, perLatitude } = this.scale;
    return { latitude: north - y / perLatitude, longitude: west + x / perLongitude };
  }

  under(event) {
    const point = new DOMPoint(event.clientX, event.clientY);
    return point.matrixTransform(this.paper.getScreenCTM().inverse());
  }

  // What fingers do.

  take(event) {
    const corner = event.target.dataset?.corner;
    this.held = { corner: corner === undefined ? null : Number(corner), x: event.clientX, y: event.clientY, slid: false };
    this.held.view = { ...this.view };
    this.paper.setPointerCapture(event.pointerId);
    event.preventDefault();
  }

  move(event) {
    if (!this.held) return;
    const [right, down] = [event.clientX - this.held.x, event.clientY - this.held.y];
    if (Math.hypot(right, down) > TAP) this.held.slid = true;
    if (!this.held.slid) return;
    if (this.held.corner === null) this.slide(right, down);
    else this.change(this.corners.with(this.held.corner, this.onEarth(this.under(event))));
  }

  leave(event) {
    if (this.held && !this.held.slid && this.held.corner === null) {
      this.change([...this.corners, this.onEarth(this.under(event))]);
    }
    this.held = null;
  }

  slide(right, down) {
    const perPixel = 1 / this.paper.getScreenCTM().a;
    this.view.x = this.held.view.x - right * perPixel;
    this.view.y = this.held.view.y - down * perPixel;
    this.draw();
  }

  zoom(factor) {
    const { x, y, width, height } = this.view;
    this.view.width = width * factor;
    this.view.height = height * factor;
    this.view.x = x + (width - this.view.width) / 2;
    this.view.y = y + (height - this.view.height) / 2;
    this.draw();
  }

  lookAtBorder() {
    if (!this.corners.length) return;
    const points = this.corners.map((corner) => this.onBoard(corner));
    const [xs, ys] = [points.map((point) => point.x), points.map((point) => point.y)];
    const [left, top] = [Math.min(...xs), Math.min(...ys)];
    const width = Math.max(Math.max(...xs) - left, (Math.max(...ys) - top) / 0.7, 10) * 1.6;
    const [middle, centre] = [(Math.max(...xs) + left) / 2, (Math.max(...ys) + top) / 2];
    this.view = { x: middle - width / 2, y: centre - width * 0.35, width, height: width * 0.7 };
  }

  draw() {
    const { x, y, width, height } = this.view;
    this.paper.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
    const points = this.corners.map((corner) => this.onBoard(corner));
    this.border.setAttribute("points", points.map((point) => `${point.x},${point.y}`).join(" "));
    const radius = HANDLE / (this.paper.getScreenCTM()?.a || 1);
    this.handles.replaceChildren(...points.map((point, number) => this.handle(point, number, radius)));
  }

  handle(point, number, radius) {
    const circle = make("circle", "board__handle");
    circle.dataset.corner = number;
    circle.setAttribute("cx", point.x);
    circle.setAttribute("cy", point.y);
    circle.setAttribute("r", radius);
    return circle;
  }
}

const place = document.querySelector("[data-board]");
const field = document.querySelector("[data-corners]");
if (place && field) new Board(place, field);
