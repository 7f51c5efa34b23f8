// The certified provider of the tests: `node provider.mjs http://site` prints its address and answers until it is stopped.
// A test says who works there by POST to /people; on the log-in page one chooses a person instead of typing a password.
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";

const [site] = process.argv.slice(2);
let people = {};

const form = (action, inside) => `<!doctype html><html lang="nl"><meta charset="utf-8"><title>Werkaccount</title>
<main><h1>Werkaccount</h1><form method="post" action="${action}">${inside}</form></main>`;
const choices = () => Object.keys(people).map((name) => `<button name="who" value="${name}">${name}</button>`).join(" ");

const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });
const configuration = {
  clients: [
    {
      client_id: "raakvlak",
      client_secret: "een geheim van de tests",
      redirect_uris: [`${site}/werkaccount/terug/`],
      post_logout_redirect_uris: [`${site}/inloggen/login/`],
    },
  ],
  jwks: { keys: [{ ...key, use: "sig", alg: "RS256", kid: "first" }] },
  cookies: { keys: ["only for tests"] },
  pkce: { required: () => true, methods: ["S256"] },
  acrValues: ["password", "second-step"],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "groups", "department"] },
  scopes: ["openid"],
  findAccount: (_context, sub) => people[sub] && { accountId: sub, claims: () => ({ sub, ...people[sub] }) },
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  async loadExistingGrant(context) {
    const { client, session, params, provider } = context.oidc;
    const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope(params.scope);
    await grant.save();
    return grant;
  },
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (context, source) => {
        context.body = `<!doctype html><html lang="nl"><title>Uit</title>${source}
          <button form="op.logoutForm" name="logout" value="yes">Ja, log uit</button>`;
      },
    },
  },
};

async function bodyOf(request) {
  let text = "";
  for await (const piece of request) text += piece;
  return text;
}

async function interact(provider, request, response) {
  if (request.method === "GET") {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    const steps = '<label><input type="checkbox" name="step" value="yes"> tweede stap</label>';
    return response.end(form(request.url, `${steps} ${choices()} <button name="who" value="">Annuleren</button>`));
  }
  const said = new URLSearchParams(await bodyOf(request));
  const acr = said.get("step") ? "second-step" : "password";
  const login = { login: { accountId: said.get("who"), acr, remember: true } };
  const cancel = { error: "access_denied", error_description: "toch maar niet" };
  return provider.interactionFinished(request, response, said.get("who") ? login : cancel);
}

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, configuration);
  const answer = provider.callback();
  server.on("request", async (request, response) => {
    if (request.url === "/people") {
      people = JSON.parse(await bodyOf(request));
      return response.end("{}");
    }
    return request.url.startsWith("/interaction/") ? interact(provider, request, response) : answer(request, response);
  });
  console.log(issuer);
});
