// All levels for a pollutant, and who is strictest; the types are generated from the schema and levels.graphql:
//   node web/generate_types.mjs api/graphql/schema.graphql docs/examples/typescript/levels.graphql \
//     docs/examples/typescript/generated.ts
//   node docs/examples/typescript/levels.ts nox http://127.0.0.1:8000/graphql
import {
  LevelsOfDocument,
  WhoIsStrictestDocument,
  type LevelsOfQuery,
  type TypedDocumentString,
} from "./generated.ts";

declare const process: { argv: string[] };

interface Problem {
  message: string;
  path?: (string | number)[];
  extensions: { code: string; hint: string; near?: string[] };
}

interface Answer<Result> {
  data?: Result | null;
  errors?: Problem[];
}

async function ask<Result, Variables>(
  address: string,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  const response = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
    body: JSON.stringify({ query: document.toString(), variables }),
  });
  const answer = (await response.json()) as Answer<Result>;
  if (answer.errors?.length || !answer.data) {
    const said = (answer.errors ?? []).map((each) => `${each.extensions.code}: ${each.message} ${each.extensions.hint}`);
    throw new Error(said.join("\n"));
  }
  return answer.data;
}

type Level = LevelsOfQuery["associatedLevels"]["nodes"][number];

async function levelsOf(address: string, pollutant: string): Promise<Level[]> {
  const levels: Level[] = [];
  let after: string | null = null;
  for (;;) {
    const { associatedLevels }: LevelsOfQuery = await ask(address, LevelsOfDocument, { pollutant, after });
    levels.push(...associatedLevels.nodes);
    if (!associatedLevels.pageInfo.hasNextPage) return levels;
    after = associatedLevels.pageInfo.endCursor ?? null;
  }
}

const [pollutant = "nox", address = "http://127.0.0.1:8000/graphql"] = process.argv.slice(2);
const levels = await levelsOf(address, pollutant);
const { compareLevels } = await ask(address, WhoIsStrictestDocument, { pollutant, unit: "mg/Nm3" });
const largest = compareLevels?.ranking.groups[0];
const strictest = largest?.ranked[0];
console.log(
  JSON.stringify({
    levels: levels.length,
    withFootnotes: levels.filter((each) => each.hasFootnote.length > 0).length,
    documents: [...new Set(levels.map((each) => each.inDocument?.documentCode ?? "?"))].sort(),
    largestGroup: { averaging: largest?.averaging?.code, plants: largest?.plantStatus, levels: largest?.ranked.length },
    strictest: strictest && `${strictest.range.words} mg/Nm3 (${strictest.level.source.short})`,
  }),
);
