// GraphiQL, bundled with the service: nothing on the page is fetched from another host.
import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import "graphiql/style.css";
import { createRoot } from "react-dom/client";

const BUILT = "/static/built";
const WORKERS: Record<string, string> = { json: "json.worker.js", graphql: "graphql.worker.js" };

Object.assign(globalThis, {
  MonacoEnvironment: {
    getWorker: (_module: string, label: string) => new Worker(`${BUILT}/${WORKERS[label] ?? "editor.worker.js"}`),
  },
});

function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no element with id ${id}`);
  return found;
}

// Errors are said in the language of the page, whatever the browser prefers.
const headers = { "Accept-Language": document.documentElement.lang };
const fetcher = createGraphiQLFetcher({ url: "/graphql", headers });
const questions: string[] = JSON.parse(byId("questions").textContent ?? "[]");
const place = byId("graphiql");

createRoot(place).render(
  <GraphiQL fetcher={fetcher} defaultTabs={questions.map((query) => ({ query }))} defaultQuery={questions[0]}>
    <GraphiQL.Logo>
      <a className="home" href="/" title={place.dataset.home}>
        batgraph
      </a>
    </GraphiQL.Logo>
  </GraphiQL>,
);
