// The SPARQL queries that the last answer was made from, each a step away from the SPARQL editor.
import type { GraphiQLPlugin } from "@graphiql/react";
import { useSyncExternalStore } from "react";

interface Asked {
  sparql: string;
  rows: number;
  milliseconds: number;
}

type Words = Record<string, string> & { longest: number };

let last: Asked[] | undefined;
const watching = new Set<() => void>();

export function noteAnswer(answer: unknown): void {
  const said = answer as { data?: { __schema?: unknown }; extensions?: { queries?: { asked?: Asked[] } } };
  if (said.data?.__schema !== undefined) return;
  last = said.extensions?.queries?.asked;
  watching.forEach((tell) => tell());
}

function watch(tell: () => void): () => void {
  watching.add(tell);
  return () => watching.delete(tell);
}

export function sparqlPlugin(words: Words, language: string): GraphiQLPlugin {
  function Query({ sparql, rows, milliseconds }: Asked) {
    return (
      <section>
        <pre>{sparql}</pre>
        <p>
          {words.sparql_rows}: {rows} · {milliseconds} ms
        </p>
        {sparql.length > words.longest ? (
          <p>{words.sparql_long}</p>
        ) : (
          <form method="post" action={`/sparql?lang=${language}`} target="_blank">
            <input type="hidden" name="query" value={sparql} />
            <button type="submit">{words.sparql_open}</button>
          </form>
        )}
      </section>
    );
  }

  function Queries() {
    const asked = useSyncExternalStore(watch, () => last);
    return (
      <div className="sparql">
        <h1>{words.sparql_title}</h1>
        {asked === undefined && <p>{words.sparql_how}</p>}
        {asked?.length === 0 && <p>{words.sparql_none}</p>}
        {asked?.map((each, place) => <Query key={place} {...each} />)}
      </div>
    );
  }

  function Icon() {
    return (
      <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5">
        <circle cx="6" cy="6" r="3" />
        <circle cx="18" cy="9" r="3" />
        <circle cx="9" cy="18" r="3" />
        <path d="M9 7l6 1.3M7 9l1.3 6M16 11.5l-5 4.5" />
      </svg>
    );
  }

  return { title: words.sparql_title, icon: Icon, content: Queries };
}
