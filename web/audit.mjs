// Runs the GraphQL over HTTP audits against a served address and writes one JSON line for each.
import { serverAudits } from "graphql-http";

const url = process.argv[2];
for (const audit of serverAudits({ url, fetchFn: fetch })) {
  const result = await audit.fn();
  const reason = result.status === "ok" ? "" : `${result.status}: ${result.reason}`;
  console.log(JSON.stringify({ id: audit.id, name: audit.name, reason }));
}
