// TypeScript types for GraphQL operations: node generate_types.mjs SCHEMA OPERATIONS OUT
import { readFile, writeFile } from "node:fs/promises";
import { codegen } from "@graphql-codegen/core";
import * as typescript from "@graphql-codegen/typescript";
import * as typescriptOperations from "@graphql-codegen/typescript-operations";
import * as typedDocumentNode from "@graphql-codegen/typed-document-node";
import { buildSchema, parse } from "graphql";

const [schemaFile, operationsFile, out] = process.argv.slice(2);
const schema = parse(await readFile(schemaFile, "utf8"));
const scalars = { Date: "string", DateTime: "string", Decimal: "string", IRI: "string" };
const config = { scalars, enumsAsTypes: true, onlyOperationTypes: true, strictScalars: true, useTypeImports: true };

const written = await codegen({
  filename: out,
  schema,
  schemaAst: buildSchema(await readFile(schemaFile, "utf8")),
  documents: [{ location: operationsFile, document: parse(await readFile(operationsFile, "utf8")) }],
  config,
  plugins: [{ typescript: {} }, { operations: {} }, { documents: { documentMode: "string" } }],
  pluginMap: { typescript, operations: typescriptOperations, documents: typedDocumentNode },
});
await writeFile(out, written);
