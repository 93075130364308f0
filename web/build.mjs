// Bundles the workbench into the package's static folder. Run by `make setup`; its output is not committed.
import { build } from "esbuild";

await build({
  entryPoints: {
    graphiql: "src/graphiql.tsx",
    "editor.worker": "monaco-editor/esm/vs/editor/editor.worker.js",
    "json.worker": "monaco-editor/esm/vs/language/json/json.worker.js",
    "graphql.worker": "monaco-graphql/esm/graphql.worker.js",
  },
  outdir: "../api/service/static/built",
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  jsx: "automatic",
  loader: { ".ttf": "file" },
  define: { "process.env.NODE_ENV": '"production"' },
  logLevel: "warning",
});
