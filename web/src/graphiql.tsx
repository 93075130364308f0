// GraphiQL, bundled with the service: nothing on the page is fetched from another host.
import { useMonaco } from "@graphiql/react";
import { createGraphiQLFetcher, type Fetcher, type Storage } from "@graphiql/toolkit";
import { GraphiQL, HISTORY_PLUGIN } from "graphiql";
import "graphiql/style.css";
import { useEffect } from "react";
import { createRoot } from "react-dom/client";
import { noteAnswer, sparqlPlugin } from "./sparql_of_answer";

const BUILT = "/static/built";
const WORKERS: Record<string, string> = { json: "json.worker.js", graphql: "graphql.worker.js" };
const LANGUAGES = { kk: ["Қаз", "Қазақша"], ru: ["Рус", "Русский"], en: ["Eng", "English"] };

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

const language = document.documentElement.lang;
const words = JSON.parse(byId("words").textContent ?? "{}");
const questions: string[] = JSON.parse(byId("questions").textContent ?? "[]");

// Errors are said in the language of the page, whatever the browser prefers.
const send = createGraphiQLFetcher({
  url: "/graphql",
  headers: { "Accept-Language": language },
  enableIncrementalDelivery: false, // an answer comes whole
});
const fetcher: Fetcher = async (parameters, options) => {
  const answer = await send(parameters, options);
  noteAnswer(answer);
  return answer;
};

// What is written is kept for each language apart: whoever changes it meets the questions in the other one.
const storage: Storage = {
  getItem: (key) => localStorage.getItem(`${language}:${key}`),
  setItem: (key, value) => localStorage.setItem(`${language}:${key}`, value),
  removeItem: (key) => localStorage.removeItem(`${language}:${key}`),
  clear: () => Object.keys(localStorage).filter(isOfLanguage).forEach((key) => localStorage.removeItem(key)),
  get length() {
    return Object.keys(localStorage).filter(isOfLanguage).length;
  },
};

function isOfLanguage(key: string): boolean {
  return key.startsWith(`${language}:`);
}

// Cyrillic letters and dashes are no traps here, as which the editor would frame them.
function Home() {
  const monaco = useMonaco((state) => state.monaco);
  useEffect(() => {
    const plain = { unicodeHighlight: { ambiguousCharacters: false, nonBasicASCII: false } };
    monaco?.editor.getEditors().forEach((editor) => editor.updateOptions(plain));
    const made = monaco?.editor.onDidCreateEditor((editor) => editor.updateOptions(plain));
    return () => made?.dispose();
  }, [monaco]);
  return (
    <>
      <nav className="languages">
        {Object.entries(LANGUAGES).map(([code, [short, name]]) => (
          <a
            key={code}
            href={`?lang=${code}`}
            lang={code}
            title={name}
            aria-label={name}
            aria-current={code === language ? "true" : undefined}
          >
            {short}
          </a>
        ))}
      </nav>
      <a className="home" href={`/?lang=${language}`} title={words.home}>
        batgraph
      </a>
    </>
  );
}

createRoot(byId("graphiql")).render(
  <GraphiQL
    fetcher={fetcher}
    storage={storage}
    plugins={[HISTORY_PLUGIN, sparqlPlugin(words, language)]}
    defaultTabs={questions.map((query) => ({ query }))}
    defaultQuery={questions[0]}
  >
    <GraphiQL.Logo>
      <Home />
    </GraphiQL.Logo>
  </GraphiQL>,
);
