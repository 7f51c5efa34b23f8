// A page of a situation or an organisation that was looked at: a phone that notes outside takes it along.

import { lookAt } from "./looked.js";

const page = document.querySelector("[data-visited]");
if (page && localStorage.getItem("raakvlak-phone")) {
  const [kind, pk] = page.dataset.visited.split(" ");
  lookAt(Number(page.dataset.reader), [kind, Number(pk)]).catch(() => {}); // no room: it is there with a connection
}
