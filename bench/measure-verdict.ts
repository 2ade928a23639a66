import { readTenant } from "../src/tenant/graph/tenant";
import { prove } from "../src/verifier/prove";
import { SHAPES } from "./shapes";

/** Measures one shape in a separate process, so that its memory is measured alone. Prints a JSON object. */
const shape = SHAPES[Number(process.argv[2])];
if (shape === undefined) throw new Error(`no shape ${process.argv[2]}`);
const json = JSON.parse(JSON.stringify(shape.tenant()));
const start = performance.now();
const read = readTenant(json);
const parsed = performance.now();
if (!read.ok) throw new Error(JSON.stringify(read.errors.slice(0, 3)));
const before = process.cpuUsage();
const verdict = prove(read.tenant);
const { user, system } = process.cpuUsage(before);
const decided = performance.now();
console.log(
  JSON.stringify({
    verdict: verdict.kind,
    exposed: verdict.uncovered.users.length,
    readMs: parsed - start,
    proveMs: decided - parsed,
    processorMs: (user + system) / 1000,
    megabytes: process.resourceUsage().maxRSS / 1024,
  }),
);
