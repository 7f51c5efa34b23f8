// Wie kent wie as a picture: organisations are squares with diamonds for roles, our own people and departments circles. The table says the same.

const { forceSimulation, forceLink, forceManyBody, forceX, forceY, forceCollide } = window.d3;
const STEPS = 300;
const NAMES_BELOW = 45;
const LONGEST_NAME = 26;
const TOUCH = 22;
const MARGIN = 28;

const figure = document.querySelector("[data-network]");
const canvas = figure.querySelector("canvas");
const said = figure.querySelector("[data-network-said]");
const data = JSON.parse(document.getElementById("network-data").textContent);
const nodes = data.nodes.map(([name, kind, sign, address]) => ({ name, kind, sign, address }));
const links = data.ties.map(([source, target]) => ({ source, target }));
let chosen = -1;

figure.hidden = false;

// --- Layout: worked out at once, the same each time, and never moving under somebody's eyes

function layOut() {
  const simulation = forceSimulation(nodes)
    .force("link", forceLink(links).distance(70))
    .force("charge", forceManyBody().strength(-160))
    .force("apart", forceCollide(18))
    .force("x", forceX().strength(0.06))
    .force("y", forceY().strength(0.09))
    .stop();
  simulation.tick(STEPS);
}

// Let the picture fill its box, with room for names at the edge.
function fitted() {
  const { width, height } = canvas.getBoundingClientRect();
  const xs = nodes.map(({ x }) => x);
  const ys = nodes.map(({ y }) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min((width - 4 * MARGIN) / Math.max(right - left, 1), (height - 2 * MARGIN) / Math.max(bottom - top, 1), 1.6);
  const place = ({ x, y }) => [width / 2 + (x - (left + right) / 2) * scale, height / 2 + (y - (top + bottom) / 2) * scale];
  return { width, height, place };
}

// --- Drawing

function colours() {
  const style = getComputedStyle(canvas);
  const names = ["accent", "accent-soft", "attention", "surface", "ink", "ink-soft", "line-strong"];
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

function draw() {
  const { width, height, place } = fitted();
  const ratio = window.devicePixelRatio || 1;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const pen = canvas.getContext("2d");
  pen.scale(ratio, ratio);
  const colour = colours();
  for (const link of links) drawTie(pen, place(link.source), place(link.target), colour);
  nodes.forEach((node, at) => drawNode(pen, node, place(node), colour, at === chosen));
  pen.font = `13px ${getComputedStyle(canvas).fontFamily}`;
  pen.textAlign = "center";
  nodes.forEach((node, at) => {
    if (isNamed(node) || at === chosen) drawName(pen, node, place(node), colour, width, at === chosen);
  });
}

function isNamed({ kind, sign }) {
  return nodes.length < NAMES_BELOW || !isOutside(kind) || sign !== "";
}

function isOutside(kind) {
  return kind === "organisation" || kind === "role";
}

function drawTie(pen, [fromX, fromY], [toX, toY], colour) {
  pen.beginPath();
  pen.moveTo(fromX, fromY);
  pen.lineTo(toX, toY);
  pen.strokeStyle = colour["line-strong"];
  pen.lineWidth = 1;
  pen.stroke();
}

function drawNode(pen, { kind, sign }, [x, y], colour, isChosen) {
  pen.beginPath();
  if (kind === "organisation") pen.rect(x - 7, y - 7, 14, 14);
  else if (kind === "role") diamond(pen, x, y, 6);
  else pen.arc(x, y, kind === "department" ? 11 : 9, 0, 2 * Math.PI);
  const isStrange = sign === "nobody";
  pen.fillStyle = isStrange ? colour.surface : isOutside(kind) ? colour["accent-soft"] : colour.accent;
  pen.strokeStyle = isStrange ? colour.attention : colour.accent;
  pen.lineWidth = 2;
  pen.setLineDash(isStrange ? [3, 3] : []);
  pen.fill();
  pen.stroke();
  pen.setLineDash([]);
  if (sign === "one") ring(pen, x, y, 10, colour.accent, 1.5);
  if (isChosen) ring(pen, x, y, 15, colour.ink, 2);
}

function diamond(pen, x, y, half) {
  pen.moveTo(x, y - half);
  pen.lineTo(x + half, y);
  pen.lineTo(x, y + half);
  pen.lineTo(x - half, y);
  pen.closePath();
}

function ring(pen, x, y, half, colour, wide) {
  pen.beginPath();
  pen.rect(x - half, y - half, 2 * half, 2 * half);
  pen.strokeStyle = colour;
  pen.lineWidth = wide;
  pen.stroke();
}

function drawName(pen, { name, kind }, [x, y], colour, width, isChosen) {
  const text = isChosen || name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME - 1)}…`;
  const half = pen.measureText(text).width / 2;
  const at = Math.max(half + 4, Math.min(x, width - half - 4));
  pen.lineWidth = 4;
  pen.strokeStyle = colour.surface;
  pen.strokeText(text, at, y + 25);
  pen.fillStyle = isOutside(kind) ? colour["ink-soft"] : colour.ink;
  pen.fillText(text, at, y + 25);
}

// --- Looking and choosing

function near(event) {
  const box = canvas.getBoundingClientRect();
  const { place } = fitted();
  const distance = (node) => {
    const [x, y] = place(node);
    return Math.hypot(x - (event.clientX - box.left), y - (event.clientY - box.top));
  };
  const nearest = nodes.reduce((best, node, at) => (distance(node) < distance(nodes[best]) ? at : best), 0);
  return distance(nodes[nearest]) < TOUCH ? nearest : -1;
}

function choose(at) {
  chosen = at;
  said.textContent = at < 0 ? "" : tell(nodes[at]);
  draw();
}

function tell(node) {
  const others = links.filter(({ source, target }) => source === node || target === node);
  const names = others.map(({ source, target }) => (source === node ? target : source).name);
  return names.length ? `${node.name}: ${names.join(", ")}` : node.name;
}

function open(at) {
  if (at >= 0 && nodes[at].address) window.location.assign(nodes[at].address);
}

canvas.addEventListener("click", (event) => {
  const at = near(event);
  if (at >= 0 && at === chosen) open(at);
  else choose(at);
});
canvas.addEventListener("mousemove", (event) => {
  canvas.classList.toggle("network__canvas--over", near(event) >= 0);
});
canvas.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (step) choose(chosen < 0 ? 0 : (chosen + step + nodes.length) % nodes.length);
  else if (event.key === "Enter") open(chosen);
  else if (event.key === "Escape") choose(-1);
  else return;
  event.preventDefault();
});

layOut();
draw();
new ResizeObserver(draw).observe(canvas);
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
figure.dataset.ready = "";
